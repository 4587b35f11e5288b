package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.ordering.SendCredit;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.StreamSpec;
import io.stci.wire.WavePart;
import java.util.Map;

/** The upper side of a stream at junctions and agents: the link to the parent, within the parent's credit. */
final class ParentSink implements UpSink {
    private final Node node;
    private final int stream;
    private final Lane lane;
    private SendCredit credit = new SendCredit();
    private boolean closed;

    ParentSink(Node node, StreamSpec spec) {
        this.node = node;
        this.stream = spec.getId();
        this.lane = StreamLanes.of(spec);
    }

    @Override
    public boolean hasRoom() {
        return !closed && credit.hasRoom();
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
    public void resumed(long number) {
        notice(HandlerIds.STREAM_RESUMED, number, new byte[0], lane);
    }

    @Override
    public void send(long number, ByteBuf sealedFrame) {
        if (closed) {
            sealedFrame.release();
        } else {
            credit.spend(Slot.cost(Frames.payloadLength(sealedFrame)));
            node.sendUp(sealedFrame, lane);
        }
    }

    @Override
    public void begun() {
        notice(HandlerIds.STREAM_UP_BEGIN, 0, new byte[0], lane);
    }

    @Override
    public void ended(Map<String, RankSet> missing) {
        byte[] report = WavePart.newBuilder()
                .addAllMissing(MissingRanks.toWire(missing))
                .build()
                .toByteArray();
        boolean fits = report.length <= Frames.MAX_PAYLOAD_BYTES;
        notice(HandlerIds.STREAM_UP_END, 0, fits ? report : new byte[0], lane);
    }

    @Override
    public void acked(long upTo) {
        notice(HandlerIds.STREAM_DOWN_ACK, upTo, new byte[0], Lane.CONTROL);
    }

    @Override
    public void slow(SlowReport report) {
        notice(HandlerIds.STREAM_SLOW, 0, SlowReports.toWire(report).toByteArray(), Lane.CONTROL);
    }

    @Override
    public void quiet(long number) {
        notice(HandlerIds.STREAM_QUIESCED, number, new byte[0], lane);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void notice(int handler, long number, byte[] payload, Lane on) {
        if (!closed) {
            node.sendUp(Frames.of(node.allocator(), handler, stream, number, payload, 0, payload.length), on);
        }
    }
}
