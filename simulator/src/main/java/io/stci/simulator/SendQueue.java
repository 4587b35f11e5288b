package io.stci.simulator;

import io.netty.buffer.ByteBuf;
import io.stci.transport.Lane;
import java.util.ArrayDeque;
import java.util.Deque;

/** What one end of a stream has to send and what is on its way: the kernels' windows bound the latter. Confined to one thread. */
final class SendQueue {
    /** What the kernels of both ends hold of one direction. */
    private static final long WINDOW_BYTES = 128 << 10;

    private final Deque<ByteBuf> data = new ArrayDeque<>();
    private final Deque<ByteBuf> bulk = new ArrayDeque<>();
    private long flyingBytes;
    private long queuedBytes;

    /** Bytes that the other end has not taken. */
    long bytes() {
        return queuedBytes + flyingBytes;
    }

    boolean isEmpty() {
        return data.isEmpty() && bulk.isEmpty();
    }

    /** True if a frame of this lane may leave now, else it is to be {@link #add added}. */
    boolean mayLeave(Lane lane) {
        return lane == Lane.CONTROL
                || flyingBytes < WINDOW_BYTES && data.isEmpty() && (lane == Lane.DATA || bulk.isEmpty());
    }

    /** Takes a frame over. */
    void add(ByteBuf sealed, Lane lane) {
        queuedBytes += sealed.readableBytes();
        (lane == Lane.DATA ? data : bulk).add(sealed);
    }

    void left(long bytes) {
        flyingBytes += bytes;
    }

    void taken(long bytes) {
        flyingBytes -= bytes;
    }

    /** The next frame that may leave, to be released by the caller; null if there is none or no room. */
    ByteBuf poll() {
        if (flyingBytes >= WINDOW_BYTES || isEmpty()) {
            return null;
        }
        ByteBuf next = data.isEmpty() ? bulk.poll() : data.poll();
        queuedBytes -= next.readableBytes();
        return next;
    }

    /** Drops what has not left. */
    void drop() {
        data.forEach(ByteBuf::release);
        bulk.forEach(ByteBuf::release);
        data.clear();
        bulk.clear();
        queuedBytes = 0;
    }
}
