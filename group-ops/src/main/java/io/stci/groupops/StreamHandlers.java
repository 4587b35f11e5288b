package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.wire.DownGap;
import io.stci.wire.WaveCut;
import io.stci.wire.WavePart;
import io.stci.wire.WaveProgress;

/** Takes the frames of a node's streams to the streams that they are for; others are dropped. */
final class StreamHandlers {
    private final Node node;
    private final StreamTable table;

    StreamHandlers(Node node, StreamTable table) {
        this.node = node;
        this.table = table;
    }

    void register() {
        registerDownward();
        registerUpward();
    }

    private void registerDownward() {
        node.handleFromParent(HandlerIds.STREAM_CLOSE, (from, frame) -> table.close(frame.stream()));
        node.handleFromParent(HandlerIds.STREAM_DETACH, (from, frame) -> table.detach(frame.stream()));
        onBoth(
                HandlerIds.STREAM_DOWN,
                (stream, frame) -> stream.fromAbove().received(frame.number(), kept(frame), DownKind.MESSAGE),
                (leaf, frame) -> leaf.downward().message(frame.number(), frame.payload()));
        onBoth(
                HandlerIds.STREAM_DOWN_END,
                (stream, frame) -> stream.fromAbove().received(frame.number(), kept(frame), DownKind.END),
                (leaf, frame) -> leaf.downward().end(frame.number()));
        onBoth(
                HandlerIds.STREAM_DOWN_PIECE,
                (stream, frame) -> stream.fromAbove().received(frame.number(), kept(frame), DownKind.PIECE),
                (leaf, frame) -> leaf.downward().piece(frame.number(), frame.payload()));
        onBoth(
                HandlerIds.STREAM_DOWN_PARAMETERS,
                (stream, frame) -> stream.fromAbove().received(frame.number(), kept(frame), DownKind.PARAMETERS),
                (leaf, frame) -> leaf.downward().parameters(frame.number(), frame.payload()));
        onBoth(
                HandlerIds.STREAM_DOWN_FILTER_PARAMETERS,
                (stream, frame) -> stream.fromAbove().received(frame.number(), kept(frame), DownKind.DOWN_PARAMETERS),
                (leaf, frame) -> leaf.downward().skip(frame.number()));
        node.handleFromParent(HandlerIds.STREAM_CUT, (from, frame) -> {
            InteriorStream stream = table.interior(frame.stream());
            if (stream != null) {
                stream.cut(frame.number(), Frames.parse(frame, WaveCut.parser()).getReason());
            }
        });
        onBoth(
                HandlerIds.STREAM_DOWN_GAP,
                (stream, frame) -> stream.fromAbove().gap(Frames.parse(frame, DownGap.parser()), kept(frame)),
                (leaf, frame) -> leaf.downward().gap(Frames.parse(frame, DownGap.parser())));
        onBoth(
                HandlerIds.STREAM_UP_CREDIT,
                (stream, frame) -> stream.granted(frame.number()),
                (leaf, frame) -> leaf.granted(frame.number()));
        onBoth(
                HandlerIds.STREAM_RESUME,
                (stream, frame) -> stream.resume(frame.number(), PositionMessages.parse(frame)),
                (leaf, frame) -> leaf.resume(frame.number(), PositionMessages.parse(frame)));
        onBoth(
                HandlerIds.STREAM_QUIESCE,
                (stream, frame) -> stream.quiesce(frame.number()),
                (leaf, frame) -> leaf.quiesce(frame.number()));
        onBoth(
                HandlerIds.STREAM_CONFIRM,
                InteriorStream::confirmed,
                (leaf, frame) -> leaf.confirmed(frame.number(), PositionMessages.parse(frame)));
    }

    private void registerUpward() {
        onInterior(HandlerIds.STREAM_UP, FromChildren::received);
        onInterior(HandlerIds.STREAM_UP_BEGIN, (children, child, frame) -> children.begun(child));
        onInterior(
                HandlerIds.STREAM_UP_END,
                (children, child, frame) -> children.ended(
                        child,
                        MissingRanks.ofWire(
                                Frames.parse(frame, WavePart.parser()).getMissingList())));
        onInterior(HandlerIds.STREAM_RESUMED, (children, child, frame) -> children.resumed(child, frame.number()));
        onInterior(
                HandlerIds.STREAM_SLOW,
                (children, child, frame) -> children.reported(
                        child, SlowReports.ofWire(Frames.parse(frame, io.stci.wire.SlowReport.parser()))));
        onInterior(HandlerIds.STREAM_QUIESCED, (children, child, frame) -> children.quiesced(child, frame.number()));
        onInterior(
                HandlerIds.STREAM_PROGRESS,
                (children, child, frame) -> children.progressed(
                        child,
                        frame.number(),
                        Frames.parse(frame, WaveProgress.parser()).getHeld()));
        onInterior(HandlerIds.STREAM_DOWN_ACK, (children, child, frame) -> children.acked(child, frame.number()));
    }

    /** A small frame is copied, so that keeping it doesn't keep the read buffer that it came in. */
    private static ByteBuf kept(Frame frame) {
        return frame.payloadLength() < ForwardFilter.COPY_BELOW_BYTES ? frame.copyFrame() : frame.retainedFrame();
    }

    private void onInterior(int handlerId, UpHandler handler) {
        node.handleFromChildren(handlerId, (child, frame) -> {
            InteriorStream stream = table.interior(frame.stream());
            if (stream != null) {
                handler.handle(stream.fromChildren(), child, frame);
            }
        });
    }

    private void onBoth(int handlerId, DownHandler<InteriorStream> onInterior, DownHandler<LeafStream> onLeaf) {
        node.handleFromParent(handlerId, (from, frame) -> {
            InteriorStream stream = table.interior(frame.stream());
            LeafStream leaf = table.leaf(frame.stream());
            if (stream != null) {
                onInterior.handle(stream, frame);
            } else if (leaf != null) {
                onLeaf.handle(leaf, frame);
            }
        });
    }

    private interface UpHandler {
        void handle(FromChildren stream, int child, Frame frame);
    }

    private interface DownHandler<S> {
        void handle(S stream, Frame frame);
    }
}
