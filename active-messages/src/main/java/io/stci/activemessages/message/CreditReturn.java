package io.stci.activemessages.message;

import io.stci.core.StciException;
import io.stci.wire.Envelope;

/** Gives a sender back what has been consumed of its window. While it waits to leave, more is added to it. */
final class CreditReturn implements Outgoing {
    private final Outbox outbox;
    private long bytes;
    private long taggedBytes;
    private int interrupts;
    private boolean waits;

    CreditReturn(Outbox outbox) {
        this.outbox = outbox;
    }

    void addBytes(long more) {
        bytes += more;
        leaveSoon(more > 0);
    }

    void addTaggedBytes(long more) {
        taggedBytes += more;
        leaveSoon(more > 0);
    }

    void addInterrupt() {
        interrupts++;
        leaveSoon(true);
    }

    @Override
    public Envelope envelope(long nowNs) {
        return Envelope.newBuilder()
                .setCredit(Envelope.Credit.newBuilder()
                        .setBytes(bytes)
                        .setTaggedBytes(taggedBytes)
                        .setInterrupts(interrupts))
                .build();
    }

    @Override
    public void taken() {
        waits = false;
        bytes = 0;
        taggedBytes = 0;
        interrupts = 0;
    }

    @Override
    public void dropped(StciException why) {
        taken();
    }

    private void leaveSoon(boolean any) {
        if (any && !waits) {
            waits = true;
            outbox.reply(this);
        }
    }
}
