package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Starts handlers, no more than so many at a time, one message of each sender in turn. Interrupts don't wait: as many may run
 * besides, and more are refused.
 */
final class Dispatcher {
    private final NodeThread thread;
    private final int limit;
    private final Set<Inbox> ready = new LinkedHashSet<>();
    private int running;
    private int runningInterrupts;
    private boolean starting;

    Dispatcher(NodeThread thread, int limit) {
        this.thread = thread;
        this.limit = limit;
    }

    /** There may be something to handle. */
    void look(Inbox inbox) {
        if (inbox.hasReady()) {
            ready.add(inbox);
            startReady();
        }
    }

    /**
     * Runs an interrupt's handler now.
     *
     * @param onEnd run once it has ended
     * @throws StciException RESOURCE_EXHAUSTED if too many run
     */
    void interrupt(Peer from, Registration<?, ?> handler, byte[] payload, Runnable onEnd) {
        if (runningInterrupts >= limit) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED,
                    HandlerNames.quoted(handler.name()),
                    limit + " interrupts run already",
                    "");
        }
        runningInterrupts++;
        CallSignal context = new CallSignal(from.id(), from.local(), handler.name(), Long.MAX_VALUE);
        handler.run(payload, context)
                .whenComplete(
                        (bytes, thrown) -> thread.execute(() -> interruptHandled(from, handler.name(), thrown, onEnd)));
    }

    int running() {
        return running;
    }

    private void startReady() {
        if (starting) {
            return;
        }
        starting = true;
        try {
            while (running < limit && !ready.isEmpty()) {
                Inbox inbox = ready.iterator().next();
                ready.remove(inbox);
                if (inbox.hasReady()) {
                    start(inbox);
                }
            }
        } finally {
            starting = false;
        }
    }

    private void start(Inbox inbox) {
        Incoming message = inbox.next();
        if (inbox.hasReady()) {
            ready.add(inbox);
        }
        running++;
        message.start().whenComplete((bytes, thrown) -> thread.execute(() -> handled(message, bytes, thrown)));
    }

    private void handled(Incoming message, byte[] answer, Throwable thrown) {
        running--;
        message.handled(answer, thrown);
        startReady();
    }

    private void interruptHandled(Peer from, String handler, Throwable thrown, Runnable onEnd) {
        runningInterrupts--;
        if (thrown != null) {
            from.lost(handler, Errors.thrownBy(handler, thrown));
        }
        onEnd.run();
    }
}
