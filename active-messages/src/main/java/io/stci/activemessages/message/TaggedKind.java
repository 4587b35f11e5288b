package io.stci.activemessages.message;

import io.stci.wire.Envelope;

/** Tagged messages that come along with their payloads. */
final class TaggedKind implements Kind {
    @Override
    public void received(Peer from, Envelope envelope) {
        int tag = checkTag(from, envelope.getTagged().getTag());
        byte[] payload = envelope.getTagged().getPayload().toByteArray();
        long costBytes = Costs.ofTagged(payload.length);
        from.taggedWindow().take(costBytes);
        from.local().matching().arrived(new TaggedArrival(from, tag, payload.length, payload, costBytes));
    }

    /** @throws io.stci.core.StciException PROTOCOL_ERROR if it is none */
    static int checkTag(Peer from, int tag) {
        if (tag < 0) {
            throw Errors.protocol(from.id(), "sent a message with tag " + Integer.toUnsignedString(tag));
        }
        return tag;
    }
}
