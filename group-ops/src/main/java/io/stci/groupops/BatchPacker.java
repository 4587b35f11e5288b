package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.transport.Frames;
import java.util.ArrayDeque;
import java.util.Deque;

/** Packs runs into frames of moderate size and sends them as there is room above. Confined to the node's thread. */
final class BatchPacker implements RunConsumer {
    private static final int FRAME_BYTES = 32 << 10;

    private final UpContext context;
    private final OutputBatchWriter writer = new OutputBatchWriter();
    private final Deque<ByteBuf> packed = new ArrayDeque<>();
    private ByteBuf open;

    BatchPacker(UpContext context) {
        this.context = context;
    }

    @Override
    public void run(int rank, byte[] data, int offset, int length, boolean lineContinues) {
        begin(length);
        writer.run(rank, data, offset, length, lineContinues);
    }

    @Override
    public void run(RankSet ranks, byte[] data, int offset, int length) {
        begin(length);
        writer.run(ranks, data, offset, length);
    }

    /** Closes the last frame. */
    void finish() {
        if (open != null) {
            packed.add(open);
            open = null;
        }
    }

    boolean isEmpty() {
        return packed.isEmpty();
    }

    /** Sends what there is room for; true if nothing is left. */
    boolean send() {
        while (!packed.isEmpty() && context.hasRoom()) {
            context.emit(0, packed.poll());
        }
        return packed.isEmpty();
    }

    void close() {
        finish();
        packed.forEach(ByteBuf::release);
        packed.clear();
    }

    private void begin(int length) {
        if (open != null && Frames.payloadLength(open) + length > FRAME_BYTES) {
            finish();
        }
        if (open == null) {
            open = context.allocate(Math.max(FRAME_BYTES, length) + 64);
            writer.begin(open);
        }
    }
}
