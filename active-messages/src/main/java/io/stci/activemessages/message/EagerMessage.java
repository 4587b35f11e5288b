package io.stci.activemessages.message;

import io.stci.core.StciException;
import io.stci.wire.Envelope;

/** A payload that comes along with its message. */
final class EagerMessage implements Shipment {
    private final Outbox outbox;
    private final Owner owner;
    private final byte[] payload;
    private final long costBytes;
    private final long deadlineAtNs;

    EagerMessage(Outbox outbox, Owner owner, byte[] payload, long costBytes, long deadlineAtNs) {
        this.outbox = outbox;
        this.owner = owner;
        this.payload = payload;
        this.costBytes = costBytes;
        this.deadlineAtNs = deadlineAtNs;
    }

    @Override
    public long costBytes() {
        return costBytes;
    }

    @Override
    public boolean mayLeave() {
        return owner.mayLeave();
    }

    @Override
    public Envelope envelope(long nowNs) {
        return owner.eager(payload, Deadlines.left(deadlineAtNs, nowNs)).build();
    }

    @Override
    public void taken() {
        owner.left();
        owner.ended(null);
    }

    @Override
    public void dropped(StciException why) {
        owner.ended(why);
    }

    @Override
    public void callOff() {
        outbox.withdraw(this);
    }
}
