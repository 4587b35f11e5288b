package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Envelope;

/** What becomes of calls. */
final class CallKinds {
    private CallKinds() {}

    static final class Answer implements Kind {
        @Override
        public void received(Peer from, Envelope envelope) {
            PendingCall<?> call = from.calls().get(envelope.getAnswer().getCall());
            if (call == null) {
                from.local().reports().lateAnswer();
            } else {
                call.answered(envelope.getAnswer().getPayload().toByteArray());
            }
        }
    }

    static final class Failed implements Kind {
        @Override
        public void received(Peer from, Envelope envelope) {
            PendingCall<?> call = from.calls().get(envelope.getFailed().getCall());
            if (call == null) {
                from.local().reports().lateAnswer();
            } else {
                call.failed(Errors.fromWire(from.id(), envelope.getFailed().getError()));
            }
        }
    }

    /** What it is about may have ended: then it says nothing new. */
    static final class Cancel implements Kind {
        @Override
        public void received(Peer from, Envelope envelope) {
            long id = envelope.getCancel().getId();
            InTransfer transfer = from.receiving().get(id);
            if (transfer != null) {
                transfer.abandoned(
                        new StciException(Status.CANCELLED, Ends.name(from.id()), "sends no more of it", ""));
            }
            Incoming call = from.handling().get(id);
            if (call != null) {
                call.callOff();
            }
        }
    }
}
