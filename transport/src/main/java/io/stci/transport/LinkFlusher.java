package io.stci.transport;

import io.netty.channel.EventLoop;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;

/** Gathers what the links of one thread write while it handles a batch of input, and flushes each of them once behind it. */
final class LinkFlusher {
    private final EventLoop loop;
    private final Runnable flush = this::flush;
    private List<SendLanes> dirty = new ArrayList<>();
    private List<SendLanes> flushing = new ArrayList<>();

    LinkFlusher(EventLoop loop) {
        this.loop = loop;
    }

    boolean isOwnThread() {
        return loop.inEventLoop();
    }

    /** True once this end's thread is closing its links. */
    boolean isEnding() {
        return loop.isShuttingDown();
    }

    void checkThread() {
        if (!isOwnThread()) {
            throw new StciException(
                    Status.INTERNAL,
                    "thread " + Thread.currentThread().getName(),
                    "does not own this node",
                    "go through its transport");
        }
    }

    void flushLater(SendLanes lanes) {
        if (lanes.markDirty()) {
            dirty.add(lanes);
            if (dirty.size() == 1) {
                loop.execute(flush);
            }
        }
    }

    /** By index: an iterator would be garbage for each batch. */
    private void flush() {
        List<SendLanes> batch = dirty;
        dirty = flushing;
        flushing = batch;
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).flush();
        }
        batch.clear();
    }
}
