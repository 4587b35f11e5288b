package io.stci.transport;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/** What the benchmarks work on. */
final class Samples {
    static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;
    /** Frames in one read, about what a busy link hands over at once. */
    static final int BATCH = 64;

    static final PeerHello HELLO = new PeerHello("session", ByteString.EMPTY, 1, 1, "host");

    private static final int HANDLER = 16;

    private Samples() {}

    static ByteBuf frame(int payloadBytes, long number) {
        ByteBuf frame = Frames.allocate(ALLOCATOR, payloadBytes).writeZero(payloadBytes);
        return Frames.seal(frame, HANDLER, 1, number);
    }

    /** One read of {@link #BATCH} frames. */
    static ByteBuf batch(int payloadBytes) {
        ByteBuf batch = ALLOCATOR.directBuffer(BATCH * (payloadBytes + Frames.OVERHEAD_BYTES));
        for (int i = 0; i < BATCH; i++) {
            ByteBuf frame = frame(payloadBytes, i);
            batch.writeBytes(frame);
            frame.release();
        }
        return batch;
    }
}
