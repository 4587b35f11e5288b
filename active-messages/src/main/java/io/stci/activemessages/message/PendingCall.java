package io.stci.activemessages.message;

import com.google.protobuf.UnsafeByteOperations;
import io.stci.activemessages.Codec;
import io.stci.core.Request;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Envelope;
import java.util.concurrent.CompletableFuture;

/** A call at the end that makes it: from when it is queued until it is answered, fails, is called off, or its time is up. */
final class PendingCall<A> implements Shipment.Owner, TransferSink {
    private final Peer to;
    private final long id;
    private final String handler;
    private final Codec<A> answers;
    private final long deadlineNs;
    private final CompletableFuture<A> result = new CompletableFuture<>();
    private Scheduler.Timer timer;
    private Shipment shipment;
    private InTransfer answer;
    private boolean left;
    private boolean ended;

    PendingCall(Peer to, String handler, Codec<A> answers, long deadlineNs) {
        this.to = to;
        this.id = to.local().ids().next();
        this.handler = handler;
        this.answers = answers;
        this.deadlineNs = deadlineNs;
    }

    /** @throws StciException if it can't be queued; then there is no call */
    Request<A> begin(byte[] payload) {
        Local local = to.local();
        shipment = Shipments.prepare(
                to, this, Line.HANDLERS, id, Costs.of(handler, 0), payload, local.nowNs() + deadlineNs);
        to.calls().put(id, this);
        timer = local.scheduler().schedule(deadlineNs, this::timeIsUp);
        try {
            to.outbox().queue(shipment, Line.HANDLERS);
        } catch (StciException refused) {
            end();
            throw refused;
        }
        return new Request<>(result, () -> local.onThread(this::calledOff), local.thread()::isCurrent);
    }

    @Override
    public boolean mayLeave() {
        return to.mayCall();
    }

    @Override
    public Envelope.Builder eager(byte[] payload, long deadlineLeftNs) {
        return Envelope.newBuilder()
                .setCall(Envelope.Call.newBuilder()
                        .setId(id)
                        .setHandler(handler)
                        .setPayload(UnsafeByteOperations.unsafeWrap(payload))
                        .setDeadlineNs(deadlineLeftNs));
    }

    @Override
    public Envelope.Announce.Builder announcement() {
        return Envelope.Announce.newBuilder().setCall(handler);
    }

    @Override
    public void left() {
        left = true;
        to.callLeft();
    }

    @Override
    public void ended(StciException why) {
        if (why != null) {
            failed(why);
        }
    }

    /** The answer comes as a transfer. */
    void expect(InTransfer transfer) {
        if (answer != null) {
            throw Errors.protocol(to.id(), "announces two answers to a call");
        }
        answer = transfer;
    }

    void answered(byte[] payload) {
        if (!end()) {
            return;
        }
        try {
            result.complete(answers.decode(payload));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            StciException why = Errors.thrownBy(handler, thrown);
            String reason = "its answer can't be read: " + why.culprit() + ": " + why.reason();
            result.completeExceptionally(
                    new StciException(why.status(), Ends.name(to.id()), reason, why.nextStep(), why));
        }
    }

    @Override
    public void completed(byte[] payload, Runnable release) {
        answer = null;
        answered(payload);
        release.run();
    }

    @Override
    public void failed(StciException why) {
        answer = null;
        if (end()) {
            result.completeExceptionally(why);
        }
    }

    private void timeIsUp() {
        abandon(new StciException(
                Status.DEADLINE_EXCEEDED,
                Ends.name(to.id()),
                HandlerNames.quoted(handler)
                        + (left ? " has not answered within " : " could not be asked within ")
                        + Deadlines.text(deadlineNs),
                ""));
    }

    private void calledOff() {
        abandon(new StciException(
                Status.CANCELLED,
                "request",
                HandlerNames.quoted(handler) + " of " + Ends.name(to.id()) + " was called off",
                ""));
    }

    private void abandon(StciException why) {
        boolean there = left;
        if (end()) {
            if (there) {
                to.cancelThere(id);
            }
            result.completeExceptionally(why);
        }
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        timer.cancel();
        to.calls().remove(id);
        shipment.callOff();
        if (answer != null) {
            InTransfer coming = answer;
            answer = null;
            coming.refuse(new StciException(Status.CANCELLED, "request", "has ended", ""));
        }
        if (left) {
            to.callEnded();
        }
        return true;
    }
}
