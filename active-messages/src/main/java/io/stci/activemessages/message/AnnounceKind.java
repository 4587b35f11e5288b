package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Envelope;

/** Payloads that others want to send. */
final class AnnounceKind implements Kind {
    @Override
    public void received(Peer from, Envelope envelope) {
        Envelope.Announce announce = envelope.getAnnounce();
        MessageKinds.checkNew(from, announce.getId());
        switch (announce.getPurposeCase()) {
            case ONE_WAY -> message(from, announce, announce.getOneWay(), true);
            case CALL -> message(from, announce, announce.getCall(), false);
            case ANSWER -> answer(from, announce);
            case TAG -> tagged(from, announce, TaggedKind.checkTag(from, announce.getTag()));
            default -> throw Errors.protocol(from.id(), "announces a transfer for nothing that is known here");
        }
    }

    private static void message(Peer from, Envelope.Announce announce, String name, boolean oneWay) {
        long costBytes = Costs.of(name, 0);
        from.window().take(costBytes);
        try {
            Registration<?, ?> handler = from.local().handlers().find(name, oneWay);
            Incoming incoming = new Incoming(
                    from, handler, announce.getId(), costBytes, Deadlines.fromWire(announce.getDeadlineNs()));
            InTransfer transfer = new InTransfer(from, announce, from.local().pulls(), incoming);
            incoming.enter();
            transfer.begin();
        } catch (StciException refused) {
            report(from, name, oneWay, refused);
            Settlements.refuse(from, announce.getId(), refused);
            from.window().release(costBytes);
        }
    }

    private static void tagged(Peer from, Envelope.Announce announce, int tag) {
        long costBytes = Costs.ofTagged(0);
        from.taggedWindow().take(costBytes);
        try {
            int sizeBytes = (int) announce.getSizeBytes();
            TaggedArrival message = new TaggedArrival(from, tag, sizeBytes, null, costBytes);
            message.comesBy(new InTransfer(from, announce, from.local().pulls(), message));
            from.local().matching().arrived(message);
        } catch (StciException refused) {
            report(from, "", false, refused);
            Settlements.refuse(from, announce.getId(), refused);
            from.taggedWindow().release(costBytes);
        }
    }

    /** Who sends it hears it by the settlement. */
    private static void report(Peer from, String name, boolean oneWay, StciException refused) {
        if (refused.status() == Status.PROTOCOL_ERROR) {
            from.local().reports().malformed(from.id(), refused);
        } else if (oneWay) {
            from.local().reports().lostHere(from.id(), name, refused);
        }
    }

    private static void answer(Peer from, Envelope.Announce announce) {
        PendingCall<?> call = from.calls().get(announce.getAnswer());
        if (call == null) {
            from.local().reports().lateAnswer();
            Settlements.refuse(from, announce.getId(), new StciException(Status.CANCELLED, "request", "has ended", ""));
            return;
        }
        try {
            InTransfer transfer = new InTransfer(from, announce, from.local().answerPulls(), call);
            call.expect(transfer);
            transfer.begin();
        } catch (StciException refused) {
            Settlements.refuse(from, announce.getId(), refused);
            call.failed(new StciException(
                    refused.status(),
                    Ends.name(from.id()),
                    "its answer: " + refused.reason(),
                    refused.nextStep(),
                    refused));
        }
    }
}
