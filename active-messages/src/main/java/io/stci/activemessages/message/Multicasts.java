package io.stci.activemessages.message;

import io.stci.core.StciException;

/** One-way messages and interrupts that went to several ends at once, which the carrier has put together and bounds. */
final class Multicasts {
    private Multicasts() {}

    /** @param onEnd run once, when nothing of it is held */
    static void received(Peer from, String name, byte[] payload, boolean interrupt, Runnable onEnd) {
        try {
            Registration<?, ?> handler = from.local().handlers().find(name, true);
            if (interrupt) {
                from.local().dispatcher().interrupt(from, handler, payload, onEnd);
            } else {
                Incoming message = Incoming.multicast(from, handler, onEnd);
                message.arrived(payload);
                message.enter();
            }
        } catch (StciException unknownOrTooMany) {
            from.lost(name, unknownOrTooMany);
            onEnd.run();
        }
    }
}
