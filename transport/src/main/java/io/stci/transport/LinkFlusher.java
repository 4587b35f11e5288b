package io.stci.transport;

import io.netty.channel.EventLoop;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Gathers what the links of one thread write while it handles a batch of input, and flushes each of them once behind it. */
final class LinkFlusher {
    /** What writes later what it gathers now. */
    interface Flushable {
        /** True if nothing had been written since the last flush. */
        boolean markDirty();

        /** Lets go what was written. */
        void flush();
    }

    private final Executor thread;
    private final BooleanSupplier ownThread;
    private final BooleanSupplier ending;
    private final Runnable flush = this::flush;
    private List<Flushable> dirty = new ArrayList<>();
    private List<Flushable> flushing = new ArrayList<>();

    LinkFlusher(EventLoop loop) {
        this(loop, loop::inEventLoop, loop::isShuttingDown);
    }

    /**
     * @param thread runs tasks on the thread, never inside the call
     * @param ownThread tells if the caller is on it
     * @param ending tells if it is closing its links
     */
    LinkFlusher(Executor thread, BooleanSupplier ownThread, BooleanSupplier ending) {
        this.thread = thread;
        this.ownThread = ownThread;
        this.ending = ending;
    }

    boolean isOwnThread() {
        return ownThread.getAsBoolean();
    }

    /** True once this end's thread is closing its links. */
    boolean isEnding() {
        return ending.getAsBoolean();
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

    void flushLater(Flushable written) {
        if (written.markDirty()) {
            dirty.add(written);
            if (dirty.size() == 1) {
                thread.execute(flush);
            }
        }
    }

    /** By index: an iterator would be garbage for each batch. */
    private void flush() {
        List<Flushable> batch = dirty;
        dirty = flushing;
        flushing = batch;
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).flush();
        }
        batch.clear();
    }
}
