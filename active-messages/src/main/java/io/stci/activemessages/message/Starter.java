package io.stci.activemessages.message;

import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Starts requests on the node's thread; what refuses to start is a request that has failed. */
final class Starter {
    private final NodeThread thread;

    Starter(NodeThread thread) {
        this.thread = thread;
    }

    <T> Request<T> start(Supplier<Request<T>> operation) {
        checkThread();
        try {
            return operation.get();
        } catch (StciException refused) {
            return completed(CompletableFuture.failedFuture(refused));
        }
    }

    <T> Request<T> completed(CompletableFuture<T> result) {
        return new Request<>(result, () -> {}, thread::isCurrent);
    }

    /** @throws StciException INTERNAL on any other thread */
    void checkThread() {
        if (!thread.isCurrent()) {
            throw new StciException(
                    Status.INTERNAL,
                    "active messages",
                    "are used outside of their node's thread",
                    "use NodeThread.execute");
        }
    }
}
