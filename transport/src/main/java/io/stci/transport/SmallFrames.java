package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Gathers small frames of one link behind each other, for which a copy costs less than a buffer, an entry in the channel's
 * queue and a place in the system call each. Confined to the link's thread.
 *
 * <p>Its memory is used again as soon as what was taken from it has left, so that a link allocates nothing in the long run.
 */
final class SmallFrames {
    /** Larger frames aren't copied. */
    private static final int MAX_FRAME_BYTES = 512;

    private static final int CAPACITY_BYTES = 8 << 10;

    private final ByteBufAllocator allocator;
    private ByteBuf memory;

    SmallFrames(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Takes a frame over if it is small and there is room; if not, what waits must leave before it. */
    boolean add(ByteBuf frame) {
        int length = frame.readableBytes();
        if (length > MAX_FRAME_BYTES || !hasRoom(length)) {
            return false;
        }
        memory.writeBytes(frame, frame.readerIndex(), length);
        frame.release();
        return true;
    }

    int waitingBytes() {
        return memory == null ? 0 : memory.readableBytes();
    }

    /** All that waits, to be released by the caller. */
    ByteBuf take() {
        return memory.readRetainedSlice(memory.readableBytes());
    }

    /** Drops what waits. */
    void release() {
        if (memory != null) {
            memory.release();
            memory = null;
        }
    }

    private boolean hasRoom(int length) {
        if (memory == null) {
            memory = allocator.directBuffer(CAPACITY_BYTES, CAPACITY_BYTES);
        } else if (!memory.isReadable()) {
            renew(length);
        }
        return memory.isWritable(length);
    }

    /** Starts again where nobody reads any more what was taken, or else where there is no room left. */
    private void renew(int length) {
        if (memory.refCnt() == 1) {
            memory.clear();
        } else if (!memory.isWritable(length)) {
            memory.release();
            memory = allocator.directBuffer(CAPACITY_BYTES, CAPACITY_BYTES);
        }
    }
}
