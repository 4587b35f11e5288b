package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.ordering.DownStore;
import io.stci.wire.SlowChild;

/**
 * What of a stream's way down is kept for slow children though the others have acknowledged it: the end, and where the stream
 * says so the newest message. Confined to the node's thread.
 */
final class DownTail {
    private final SlowChild policy;
    private DownStore.Kept<ByteBuf> newest;
    private DownStore.Kept<ByteBuf> end;

    DownTail(SlowChild policy) {
        this.policy = policy;
    }

    /** A message goes down; lent. */
    void message(long number, ByteBuf frame) {
        if (policy == SlowChild.SLOW_CONFLATE) {
            release(newest);
            newest = kept(number, frame);
        }
    }

    /** The end goes down; lent. */
    void end(long number, ByteBuf frame) {
        if (policy == SlowChild.SLOW_SHED || policy == SlowChild.SLOW_CONFLATE) {
            release(end);
            end = kept(number, frame);
        }
    }

    /** What is kept with a number after this one; null if there is nothing. */
    DownStore.Kept<ByteBuf> after(long number) {
        return isAfter(newest, number) ? newest : isAfter(end, number) ? end : null;
    }

    void close() {
        release(newest);
        release(end);
        newest = null;
        end = null;
    }

    private static DownStore.Kept<ByteBuf> kept(long number, ByteBuf frame) {
        return new DownStore.Kept<>(number, number, DownLog.cost(frame), frame.retainedDuplicate());
    }

    private static boolean isAfter(DownStore.Kept<ByteBuf> kept, long number) {
        return kept != null && kept.last() > number;
    }

    private static void release(DownStore.Kept<ByteBuf> kept) {
        if (kept != null) {
            kept.message().release();
        }
    }
}
