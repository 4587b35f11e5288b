package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.ordering.SendCredit;
import io.stci.transport.Frames;
import io.stci.transport.Lane;

/** The upper side of a stream at junctions and agents: the link to the parent, within the parent's credit. */
final class ParentSink implements UpSink {
    private final Node node;
    private final int stream;
    private SendCredit credit = new SendCredit();

    ParentSink(Node node, int stream) {
        this.node = node;
        this.stream = stream;
    }

    @Override
    public boolean hasRoom() {
        return credit.hasRoom();
    }

    @Override
    public void grant(long bytes) {
        credit.grant(bytes);
    }

    @Override
    public void reset() {
        credit = new SendCredit();
    }

    @Override
    public void send(long number, ByteBuf sealedFrame) {
        credit.spend(Slot.cost(Frames.payloadLength(sealedFrame)));
        node.sendUp(sealedFrame, Lane.DATA);
    }

    @Override
    public void begun() {
        notice(HandlerIds.STREAM_UP_BEGIN, 0, Lane.DATA);
    }

    @Override
    public void ended(RankSet cutOff) {
        byte[] ranks = cutOff.encode();
        node.sendUp(
                Frames.of(node.allocator(), HandlerIds.STREAM_UP_END, stream, 0, ranks, 0, ranks.length), Lane.DATA);
    }

    @Override
    public void acked(long upTo) {
        notice(HandlerIds.STREAM_DOWN_ACK, upTo, Lane.CONTROL);
    }

    @Override
    public void resumed(long number) {
        notice(HandlerIds.STREAM_RESUMED, number, Lane.DATA);
    }

    private void notice(int handler, long number, Lane lane) {
        node.sendUp(Frames.of(node.allocator(), handler, stream, number), lane);
    }
}
