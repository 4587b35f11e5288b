package io.stci.activemessages.message;

import io.stci.core.StciException;
import io.stci.wire.Envelope;

/** Messages that come along with their payloads, and what is said of them. */
final class MessageKinds {
    private MessageKinds() {}

    static final class OneWay implements Kind {
        @Override
        public void received(Peer from, Envelope envelope) {
            Envelope.OneWay message = envelope.getOneWay();
            String name = message.getHandler();
            long costBytes = Costs.of(name, message.getPayload().size());
            from.window().take(costBytes);
            Registration<?, ?> handler;
            try {
                handler = from.local().handlers().find(name, true);
            } catch (StciException unknown) {
                from.lost(name, unknown);
                from.window().release(costBytes);
                return;
            }
            Incoming incoming = new Incoming(from, handler, 0, costBytes, 0);
            incoming.arrived(message.getPayload().toByteArray());
            incoming.enter();
        }
    }

    static final class Call implements Kind {
        @Override
        public void received(Peer from, Envelope envelope) {
            Envelope.Call call = envelope.getCall();
            long costBytes = Costs.of(call.getHandler(), call.getPayload().size());
            checkNew(from, call.getId());
            from.window().take(costBytes);
            Registration<?, ?> handler;
            try {
                handler = from.local().handlers().find(call.getHandler(), false);
            } catch (StciException unknown) {
                fail(from, call.getId(), unknown, costBytes);
                return;
            }
            Incoming incoming =
                    new Incoming(from, handler, call.getId(), costBytes, Deadlines.fromWire(call.getDeadlineNs()));
            incoming.arrived(call.getPayload().toByteArray());
            incoming.enter();
        }

        private static void fail(Peer from, long id, StciException why, long costBytes) {
            Envelope.Failed.Builder failed =
                    Envelope.Failed.newBuilder().setCall(id).setError(Errors.toWire(why));
            from.outbox()
                    .reply(new Reply(
                            Envelope.newBuilder().setFailed(failed).build(),
                            () -> from.window().release(costBytes)));
        }
    }

    static final class Interrupt implements Kind {
        @Override
        public void received(Peer from, Envelope envelope) {
            Envelope.OneWay message = envelope.getInterrupt();
            String name = message.getHandler();
            try {
                Registration<?, ?> handler = from.local().handlers().find(name, true);
                byte[] payload = message.getPayload().toByteArray();
                from.local().dispatcher().interrupt(from, handler, payload, from::interruptHandled);
            } catch (StciException unknownOrTooMany) {
                from.lost(name, unknownOrTooMany);
                from.interruptHandled();
            }
        }
    }

    static final class Lost implements Kind {
        @Override
        public void received(Peer from, Envelope envelope) {
            Envelope.Lost lost = envelope.getLost();
            if (lost.getCount() < 1) {
                throw Errors.protocol(from.id(), "reports no message as lost");
            }
            StciException why = Errors.fromWire(from.id(), lost.getError());
            from.local().reports().lostThere(from.id(), lost.getHandler(), lost.getCount(), why);
        }
    }

    static final class Credit implements Kind {
        @Override
        public void received(Peer from, Envelope envelope) {
            from.interruptsHandled(envelope.getCredit().getInterrupts());
            from.outbox().granted(Line.HANDLERS, envelope.getCredit().getBytes());
            from.outbox().granted(Line.RECEIVES, envelope.getCredit().getTaggedBytes());
        }
    }

    /** @throws StciException PROTOCOL_ERROR if a call or transfer of this id is underway */
    static void checkNew(Peer from, long id) {
        if (from.handling().containsKey(id) || from.receiving().containsKey(id)) {
            throw Errors.protocol(from.id(), "uses the id " + Long.toUnsignedString(id) + " twice");
        }
    }
}
