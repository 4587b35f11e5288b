package io.stci.activemessages.message;

import io.stci.core.StciException;
import io.stci.wire.Envelope;

/**
 * A message that another end has brought about by one of its own.
 *
 * @param after runs when it has left, or can't
 */
record Reply(Envelope envelope, Runnable after) implements Outgoing {
    static Reply of(Envelope.Builder envelope) {
        return new Reply(envelope.build(), () -> {});
    }

    @Override
    public Envelope envelope(long nowNs) {
        return envelope;
    }

    @Override
    public void taken() {
        after.run();
    }

    @Override
    public void dropped(StciException why) {
        after.run();
    }
}
