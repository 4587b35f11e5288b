package io.stci.activemessages.message;

import io.stci.activemessages.Codec;
import io.stci.core.Request;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** A receive from when it is posted until it has its message, its time is up, or it is called off. */
final class PostedReceive<T> {
    private final Local local;
    private final IntFunction<StciException> gone;
    private final Match match;
    private final Codec<T> codec;
    private final long deadlineNs;
    private final long order;
    private final CompletableFuture<Received<T>> result = new CompletableFuture<>();
    private Scheduler.Timer timer;
    /** What it has been given and is still on its way. */
    private InTransfer coming;

    /** @param gone why a source sends nothing more, or null */
    PostedReceive(Local local, IntFunction<StciException> gone, Match match, Codec<T> codec, long deadlineNs) {
        this.local = local;
        this.gone = gone;
        this.match = match;
        this.codec = codec;
        this.deadlineNs = deadlineNs;
        this.order = local.matching().nextReceive();
    }

    Request<Received<T>> begin() {
        timer = local.scheduler().schedule(deadlineNs, this::timeIsUp);
        local.matching().post(this, gone);
        return new Request<>(result, () -> local.onThread(this::calledOff), local.thread()::isCurrent);
    }

    Match match() {
        return match;
    }

    /** Its place among receives. */
    long order() {
        return order;
    }

    void awaits(InTransfer transfer) {
        coming = transfer;
    }

    void received(Match from, byte[] payload) {
        coming = null;
        timer.cancel();
        try {
            result.complete(new Received<>(from.source(), from.tag(), codec.decode(payload)));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            StciException why = Errors.thrownBy(from.tagText(), thrown);
            String reason =
                    "its message with " + from.tagText() + " can't be read: " + why.culprit() + ": " + why.reason();
            result.completeExceptionally(
                    new StciException(why.status(), from.sourceText(), reason, why.nextStep(), why));
        }
    }

    /** What was coming comes no more: takes its old place among receives, unless it has ended. */
    void postAgain() {
        coming = null;
        if (!result.isDone()) {
            local.matching().post(this, gone);
        }
    }

    void fail(StciException why) {
        timer.cancel();
        result.completeExceptionally(why);
    }

    private void timeIsUp() {
        end(new StciException(
                Status.DEADLINE_EXCEEDED,
                match.sourceText(),
                (coming == null ? "has sent nothing with " : "has not sent all of a message with ") + match.tagText()
                        + " within " + Deadlines.text(deadlineNs),
                ""));
    }

    private void calledOff() {
        end(new StciException(
                Status.CANCELLED,
                "receive",
                "of " + match.tagText() + " from " + match.sourceText() + " was called off",
                ""));
    }

    private void end(StciException why) {
        if (!result.isDone()) {
            local.matching().withdraw(this);
            fail(why);
            if (coming != null) {
                coming.refuse(why);
            }
        }
    }
}
