package io.stci.session.tool;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.activemessages.message.ActiveMessages;
import io.stci.activemessages.message.MessageCarrier;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Mail;
import io.stci.wire.StreamSpec;

/** Messages between ends as they travel through the front-end. */
final class Mails {
    /** Services of the streams on which they travel: up from all agents, and down to each of those that get any. */
    static final String UP = "mail-up";

    static final String UP_URGENT = "mail-up-urgent";
    static final String DOWN = "mail-down";
    static final String DOWN_URGENT = "mail-down-urgent";
    static final String MULTICAST = "mail-multicast";
    static final String MULTICAST_URGENT = "mail-multicast-urgent";
    /** Well below what a record may hold. */
    static final int MAX_MESSAGE_BYTES = 128 << 10;

    /** What may be on its way of interrupts, on one stream. */
    static final int URGENT_WINDOW_BYTES = ActiveMessages.INTERRUPTS * ActiveMessages.INTERRUPT_BYTES;

    private Mails() {}

    /** For interrupts: few and small, and overtakes. */
    static StreamSpec.Builder urgent(StreamSpec.Builder spec) {
        return spec.setPriority(io.stci.wire.Priority.PRIORITY_HIGH)
                .setDownWindowBytes(URGENT_WINDOW_BYTES)
                .setDownWindowMessages(ActiveMessages.INTERRUPTS);
    }

    static Mail of(int peer, byte[] message) {
        return Mail.newBuilder()
                .setPeer(peer + 1)
                .setMessage(ByteString.copyFrom(message))
                .build();
    }

    static Mail gone(int peer, String why) {
        return Mail.newBuilder().setPeer(peer + 1).setGone(why).build();
    }

    static Mail watch(int peer) {
        return Mail.newBuilder().setPeer(peer + 1).setWatch(true).build();
    }

    static int peer(Mail mail) {
        return mail.getPeer() - 1;
    }

    static Mail read(ByteBuf payload) {
        return read(ByteBufUtil.getBytes(payload));
    }

    /** @throws StciException PROTOCOL_ERROR if it can't be read */
    static Mail read(byte[] bytes) {
        try {
            return Mail.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new StciException(Status.PROTOCOL_ERROR, "mail", "can't be read: " + e.getMessage(), "", e);
        }
    }

    static StciException failure(int peer, String reason) {
        String who = peer == MessageCarrier.FRONT_END ? "front-end" : "rank " + peer;
        return new StciException(Status.UNAVAILABLE, who, reason, "");
    }

    static StciException noRoom(int peer) {
        return new StciException(
                Status.RESOURCE_EXHAUSTED, "mail to rank " + peer, "finds no room", "send while there is room");
    }
}
