package io.stci.session.tool;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.activemessages.message.MessageCarrier;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.LeafHandler;
import io.stci.groupops.LeafStream;
import io.stci.wire.Operation;
import java.util.TreeSet;

/**
 * At an agent: messages that the front-end sent to several agents at once. They are acknowledged as they are handled, so that the
 * stream's window bounds what waits here: beside it only one that is coming in pieces.
 */
final class MulticastArrivals implements LeafHandler {
    private final LeafStream stream;
    private final MessageCarrier.Listener listener;
    private final boolean interrupts;
    private final Pieces pieces = new Pieces();
    private final TreeSet<Long> unhandled = new TreeSet<>();
    private long received;

    MulticastArrivals(LeafStream stream, MessageCarrier.Listener listener, boolean interrupts) {
        this.stream = stream;
        this.listener = listener;
        this.interrupts = interrupts;
    }

    @Override
    public void piece(long number, ByteBuf payload) {
        pieces.add(payload);
        received = number;
        ack();
    }

    @Override
    public void message(long number, ByteBuf payload) {
        received = number;
        unhandled.add(number);
        Operation message = read(payload);
        listener.multicast(
                MessageCarrier.FRONT_END,
                message.getHandler(),
                pieces.with(message.getPayload()),
                interrupts,
                () -> handled(number));
    }

    private void handled(long number) {
        unhandled.remove(number);
        ack();
    }

    private void ack() {
        stream.ack(unhandled.isEmpty() ? received : unhandled.first() - 1);
    }

    private static Operation read(ByteBuf payload) {
        try {
            return Operation.parseFrom(ByteBufUtil.getBytes(payload));
        } catch (InvalidProtocolBufferException e) {
            throw new StciException(Status.PROTOCOL_ERROR, "multicast", "can't be read: " + e.getMessage(), "", e);
        }
    }
}
