package io.stci.transport;

import io.netty.channel.EventLoop;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;

/** Gathers what the links of one thread write while it handles a batch of input, and flushes each of them once behind it. */
final class LinkFlusher {
    private final EventLoop loop;
    private List<Link> dirty = new ArrayList<>();
    private List<Link> flushing = new ArrayList<>();

    LinkFlusher(EventLoop loop) {
        this.loop = loop;
    }

    void checkThread() {
        if (!loop.inEventLoop()) {
            throw new StciException(
                    Status.INTERNAL,
                    "thread " + Thread.currentThread().getName(),
                    "does not own this node",
                    "go through its transport");
        }
    }

    void flushLater(Link link) {
        if (link.markDirty()) {
            dirty.add(link);
            if (dirty.size() == 1) {
                loop.execute(this::flush);
            }
        }
    }

    private void flush() {
        List<Link> batch = dirty;
        dirty = flushing;
        flushing = batch;
        for (Link link : batch) {
            link.flushNow();
        }
        batch.clear();
    }
}
