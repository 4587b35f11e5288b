package io.stci.testkit;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/** Remembers every buffer that it made, so that a test can say which were never released. */
public final class CountingAllocator extends AbstractByteBufAllocator {
    private final UnpooledByteBufAllocator delegate = new UnpooledByteBufAllocator(true, true);
    private final List<ByteBuf> made = new ArrayList<>();

    /**
     * Checks that all buffers have been released.
     *
     * @throws AssertionError that counts those that were not
     */
    public synchronized void assertAllReleased() {
        long leaked = made.stream().filter(buffer -> buffer.refCnt() > 0).count();
        if (leaked > 0) {
            throw new AssertionError(leaked + " of " + made.size() + " buffers were not released");
        }
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return remember(delegate.heapBuffer(initialCapacity, maxCapacity));
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return remember(delegate.directBuffer(initialCapacity, maxCapacity));
    }

    private synchronized ByteBuf remember(ByteBuf buffer) {
        made.add(buffer);
        return buffer;
    }
}
