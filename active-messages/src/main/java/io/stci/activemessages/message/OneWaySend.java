package io.stci.activemessages.message;

import com.google.protobuf.UnsafeByteOperations;
import io.stci.core.Request;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Envelope;
import java.util.concurrent.CompletableFuture;

/** A one-way message at the end that sends it, until the carrier has it or, announced, its receiver has all of it. */
final class OneWaySend implements Shipment.Owner {
    private final Peer to;
    private final String handler;
    private final long deadlineNs;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private Shipment shipment;
    private Scheduler.Timer timer;

    OneWaySend(Peer to, String handler) {
        this.to = to;
        this.handler = handler;
        this.deadlineNs = to.local().options().sendDeadlineNs();
    }

    /** @throws StciException if it can't be queued */
    Request<Void> begin(byte[] payload) {
        Local local = to.local();
        shipment = Shipments.prepare(to, this, local.ids().next(), handler, payload, local.nowNs() + deadlineNs);
        try {
            to.outbox().queue(shipment);
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
        return Envelope.newBuilder().setOneWay(message(handler, payload));
    }

    static Envelope.OneWay.Builder message(String handler, byte[] payload) {
        return Envelope.OneWay.newBuilder().setHandler(handler).setPayload(UnsafeByteOperations.unsafeWrap(payload));
    }

    @Override
    public Envelope.Announce.Builder announcement() {
        return Envelope.Announce.newBuilder().setOneWay(handler);
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
                "has not taken a message for " + HandlerNames.quoted(handler) + " within " + Deadlines.text(deadlineNs),
                ""));
    }

    private void calledOff() {
        abandon(new StciException(
                Status.CANCELLED,
                "message",
                "for " + HandlerNames.quoted(handler) + " of " + Ends.name(to.id()) + " was called off",
                ""));
    }

    private void abandon(StciException why) {
        if (!result.isDone()) {
            shipment.callOff();
            ended(why);
        }
    }
}
