package io.stci.activemessages.message;

import io.stci.core.StciException;
import io.stci.ordering.SendCredit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Messages of one line that wait to leave for one end: in order, as far as the window of their receiver goes. */
final class WindowedQueue {
    private final Budget queued;
    private final SendCredit window = new SendCredit();
    private final Set<Outgoing> waiting = new LinkedHashSet<>();

    WindowedQueue(Budget queued, long windowBytes) {
        this.queued = queued;
        window.grant(windowBytes);
    }

    /** False if too much waits already. */
    boolean add(Outgoing message) {
        return queued.take(message.costBytes()) && waiting.add(message);
    }

    /** Takes a message back, if it still waits. */
    boolean withdraw(Outgoing message) {
        boolean waited = waiting.remove(message);
        if (waited) {
            queued.give(message.costBytes());
        }
        return waited;
    }

    /** The next that may leave, which then counts as sent; or null. */
    Outgoing poll() {
        if (waiting.isEmpty() || !window.hasRoom()) {
            return null;
        }
        Outgoing next = waiting.iterator().next();
        if (!next.mayLeave()) {
            return null;
        }
        withdraw(next);
        window.spend(next.costBytes());
        return next;
    }

    /** @throws StciException PROTOCOL_ERROR if no receiver can mean it */
    void granted(long bytes) {
        window.grant(bytes);
    }

    /** Empties it. */
    List<Outgoing> drop() {
        List<Outgoing> dropped = List.copyOf(waiting);
        dropped.forEach(this::withdraw);
        return dropped;
    }

    Budget queued() {
        return queued;
    }
}
