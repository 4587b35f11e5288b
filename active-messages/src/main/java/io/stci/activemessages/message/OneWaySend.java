package io.stci.activemessages.message;

import io.stci.core.Request;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Envelope;
import java.util.concurrent.CompletableFuture;

/** A one-way message at the end that sends it, until the carrier has it or, announced, its receiver has all of it. */
final class OneWaySend implements Shipment.Owner {
    private final Peer to;
    private final Addressee addressee;
    private final long deadlineNs;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private Shipment shipment;
    private Scheduler.Timer timer;

    OneWaySend(Peer to, Addressee addressee, long deadlineNs) {
        this.to = to;
        this.addressee = addressee;
        this.deadlineNs = deadlineNs;
    }

    /** @throws StciException if it can't be queued */
    Request<Void> begin(byte[] payload) {
        Local local = to.local();
        long deadlineAtNs = local.nowNs() + deadlineNs;
        shipment = Shipments.prepare(
                to, this, addressee.line(), local.ids().next(), addressee.costBytes(), payload, deadlineAtNs);
        try {
            to.outbox().queue(shipment, addressee.line());
        } catch (StciException refused) {
            shipment.callOff();
            throw refused;
        }
        if (!result.isDone()) {
            timer = local.scheduler().schedule(deadlineNs, this::timeIsUp);
        }
        return new Request<>(result, () -> local.onThread(this::calledOff), local.thread()::isCurrent);
    }

    @Override
    public Envelope.Builder eager(byte[] payload, long deadlineLeftNs) {
        return addressee.message(payload);
    }

    @Override
    public Envelope.Announce.Builder announcement() {
        return addressee.announcement();
    }

    @Override
    public void ended(StciException why) {
        if (timer != null) {
            timer.cancel();
        }
        if (why == null) {
            result.complete(null);
        } else {
            result.completeExceptionally(why);
        }
    }

    private void timeIsUp() {
        abandon(new StciException(
                Status.DEADLINE_EXCEEDED,
                Ends.name(to.id()),
                "has not taken a message for " + addressee.text() + " within " + Deadlines.text(deadlineNs),
                ""));
    }

    private void calledOff() {
        abandon(new StciException(
                Status.CANCELLED,
                "message",
                "for " + addressee.text() + " of " + Ends.name(to.id()) + " was called off",
                ""));
    }

    private void abandon(StciException why) {
        if (!result.isDone()) {
            shipment.callOff();
            ended(why);
        }
    }
}
