package io.stci.activemessages.message;

import io.stci.core.StciException;
import io.stci.wire.Envelope;

/** Tells a sender of one-way messages that had no effect. While a report waits to leave, others only raise its count. */
final class LossReport implements Outgoing {
    private final Outbox outbox;
    private String handler;
    private StciException why;
    private int count;

    LossReport(Outbox outbox) {
        this.outbox = outbox;
    }

    void add(String lostHandler, StciException reason) {
        if (count++ == 0) {
            handler = Texts.cut(lostHandler, HandlerNames.MAX_BYTES);
            why = reason;
            outbox.reply(this);
        }
    }

    @Override
    public Envelope envelope(long nowNs) {
        return Envelope.newBuilder()
                .setLost(Envelope.Lost.newBuilder()
                        .setHandler(handler)
                        .setError(Errors.toWire(why))
                        .setCount(count))
                .build();
    }

    @Override
    public void taken() {
        count = 0;
    }

    @Override
    public void dropped(StciException reason) {
        count = 0;
    }
}
