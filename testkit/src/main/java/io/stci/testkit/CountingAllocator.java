package io.stci.testkit;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers every buffer that it made, copies of its buffers included, so that a test can say which were never released.
 *
 * <p>Threads: safe to share.
 */
public final class CountingAllocator extends AbstractByteBufAllocator {
    private static final int MIN_SWEEP = 1024;

    private final List<ByteBuf> live = new ArrayList<>();
    private long made;
    private int sweepAt = MIN_SWEEP;

    public CountingAllocator() {
        super(true);
    }

    /** How many buffers have been made so far. */
    public synchronized long made() {
        return made;
    }

    /** How many of them have not been released yet. */
    public synchronized int unreleased() {
        sweep();
        return live.size();
    }

    /**
     * Checks that all buffers have been released.
     *
     * @throws AssertionError that counts those that were not
     */
    public synchronized void assertAllReleased() {
        if (unreleased() > 0) {
            throw new AssertionError(live.size() + " of " + made + " buffers were not released: " + live);
        }
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return remember(new UnpooledHeapByteBuf(this, initialCapacity, maxCapacity));
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return remember(new UnpooledDirectByteBuf(this, initialCapacity, maxCapacity));
    }

    private synchronized ByteBuf remember(ByteBuf buffer) {
        made++;
        live.add(buffer);
        if (live.size() >= sweepAt) {
            sweep();
            sweepAt = Math.max(MIN_SWEEP, 2 * live.size());
        }
        return buffer;
    }

    private void sweep() {
        live.removeIf(buffer -> buffer.refCnt() == 0);
    }
}
