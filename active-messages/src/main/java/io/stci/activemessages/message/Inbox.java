package io.stci.activemessages.message;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What has come from one end, or has been announced, and has not been handled: in the order in which it was sent, which is that in
 * which handlers start. Bounded by the sender's window, or the carrier.
 */
final class Inbox {
    private final Dispatcher dispatcher;
    private final Set<Incoming> waiting = new LinkedHashSet<>();

    Inbox(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** Puts it behind the others. */
    void add(Incoming message) {
        waiting.add(message);
        dispatcher.look(this);
    }

    /** It will not be handled. */
    void remove(Incoming message) {
        waiting.remove(message);
        dispatcher.look(this);
    }

    /** One of those that wait may have become whole. */
    void look() {
        dispatcher.look(this);
    }

    boolean hasReady() {
        return !waiting.isEmpty() && waiting.iterator().next().isReady();
    }

    /** The next to be handled; there must be one that is ready. */
    Incoming next() {
        Incoming next = waiting.iterator().next();
        waiting.remove(next);
        return next;
    }
}
