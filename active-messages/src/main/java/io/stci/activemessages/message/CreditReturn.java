package io.stci.activemessages.message;

import io.stci.core.StciException;
import io.stci.wire.Envelope;

/** Gives a sender back what has been consumed of its window. While it waits to leave, more is added to it. */
final class CreditReturn implements Outgoing {
    private final Outbox outbox;
    private long bytes;
    private int interrupts;

    CreditReturn(Outbox outbox) {
        this.outbox = outbox;
    }

    void add(long moreBytes, int moreInterrupts) {
        boolean waits = bytes > 0 || interrupts > 0;
        bytes += moreBytes;
        interrupts += moreInterrupts;
        if (!waits && (bytes > 0 || interrupts > 0)) {
            outbox.reply(this);
        }
    }

    @Override
    public Envelope envelope(long nowNs) {
        return Envelope.newBuilder()
                .setCredit(Envelope.Credit.newBuilder().setBytes(bytes).setInterrupts(interrupts))
                .build();
    }

    @Override
    public void taken() {
        bytes = 0;
        interrupts = 0;
    }

    @Override
    public void dropped(StciException why) {
        taken();
    }
}
