package io.stci.activemessages.message;

import com.google.protobuf.UnsafeByteOperations;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Envelope;

/** How the answer of a call gets back: in a message, or, too large for that, as a transfer. */
final class Answers {
    private Answers() {}

    /**
     * Sends an answer.
     *
     * @param after runs once, when nothing of it is held
     * @return what can be called off, or null if it is in a message
     * @throws StciException RESOURCE_EXHAUSTED if there is no room for it; then nothing is sent
     */
    static Shipment give(Incoming call, byte[] payload, Runnable after) {
        Local local = call.from().local();
        if (payload.length > local.options().transfers().maxBytes()) {
            throw tooLarge("more than " + local.options().transfers().maxBytes(), payload);
        }
        if (payload.length > local.eagerAnswerBytes()) {
            return announce(call, payload, after);
        }
        inMessage(call, payload, after);
        return null;
    }

    /** Sends a failure in the place of an answer. */
    static void fail(Incoming call, StciException failure, Runnable after) {
        Envelope.Failed.Builder failed =
                Envelope.Failed.newBuilder().setCall(call.id()).setError(Errors.toWire(failure));
        call.from()
                .outbox()
                .reply(new Reply(Envelope.newBuilder().setFailed(failed).build(), after));
    }

    private static void inMessage(Incoming call, byte[] payload, Runnable after) {
        Budget room = call.from().budgets().answers();
        long costBytes = Costs.of(0, payload.length);
        if (!room.take(costBytes)) {
            throw tooLarge("which finds no room beside other answers", payload);
        }
        Envelope.Answer.Builder answer =
                Envelope.Answer.newBuilder().setCall(call.id()).setPayload(UnsafeByteOperations.unsafeWrap(payload));
        call.from()
                .outbox()
                .reply(new Reply(Envelope.newBuilder().setAnswer(answer).build(), () -> {
                    room.give(costBytes);
                    after.run();
                }));
    }

    private static Shipment announce(Incoming call, byte[] payload, Runnable after) {
        Peer to = call.from();
        long id = to.local().ids().next();
        Budget room = to.budgets().answerTransfers();
        OutTransfer transfer =
                new OutTransfer(to, new AnnouncedAnswer(call.id(), after), room, id, payload, 0, call.deadlineAtNs());
        transfer.begin();
        to.outbox().reply(transfer);
        return transfer;
    }

    private static StciException tooLarge(String reason, byte[] payload) {
        return new StciException(
                Status.RESOURCE_EXHAUSTED, "answer", "has " + payload.length + " bytes, " + reason, "ask for less");
    }

    private record AnnouncedAnswer(long call, Runnable after) implements Shipment.Owner {
        @Override
        public Envelope.Builder eager(byte[] payload, long deadlineLeftNs) {
            throw new StciException(Status.INTERNAL, "answer", "is announced, and doesn't come along", "");
        }

        @Override
        public Envelope.Announce.Builder announcement() {
            return Envelope.Announce.newBuilder().setAnswer(call);
        }

        @Override
        public void ended(StciException why) {
            after.run();
        }
    }
}
