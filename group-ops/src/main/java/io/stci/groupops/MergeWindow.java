package io.stci.groupops;

import io.stci.core.Scheduler;
import java.util.concurrent.TimeUnit;

/**
 * Says how long lines wait for others to join them: until nothing has come for a while, but no longer than a limit since
 * the first.
 *
 * <p>While agents are still starting, quiet means nothing: junctions wait up to their limit, and the front-end, as only what
 * it shows is seen, until all have started. That it does once, for 5 s from the first line of all; an agent that has not
 * started by then delays nobody any more. Confined to the node's thread.
 */
final class MergeWindow {
    private static final long START_LIMIT_NS = TimeUnit.SECONDS.toNanos(5);

    private final Scheduler scheduler;
    private final boolean isRoot;
    private final long quietNs;
    private final long limitNs;
    private final Runnable onClose;
    private boolean begun;
    private boolean started;
    private long startEndNs;
    private long firstNs;
    private long latestNs;
    private Scheduler.Timer timer;

    MergeWindow(Scheduler scheduler, boolean isRoot, Runnable onClose) {
        this.scheduler = scheduler;
        this.isRoot = isRoot;
        this.quietNs = TimeUnit.MILLISECONDS.toNanos(isRoot ? 100 : 20);
        this.limitNs = TimeUnit.MILLISECONDS.toNanos(isRoot ? 1000 : 200);
        this.onClose = onClose;
    }

    /** Lines came; {@code first} if none were waiting. */
    void arrived(boolean first) {
        latestNs = scheduler.nowNs();
        if (first) {
            firstNs = latestNs;
        }
        if (!started) {
            started = true;
            startEndNs = latestNs + START_LIMIT_NS;
        }
        if (timer == null) {
            arm();
        }
    }

    /** All agents below have started. */
    void allBegun() {
        begun = true;
        if (timer != null) {
            timer.cancel();
            arm();
        }
    }

    /** Nothing waits any more. */
    void emptied() {
        close();
    }

    void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void arm() {
        timer = scheduler.schedule(Math.max(0, dueNs() - scheduler.nowNs()), this::check);
    }

    private void check() {
        timer = null;
        if (scheduler.nowNs() >= dueNs()) {
            onClose.run();
        } else {
            arm();
        }
    }

    private long dueNs() {
        if (begun || isRoot && latestNs >= startEndNs) {
            return Math.min(latestNs + quietNs, firstNs + limitNs);
        }
        return isRoot ? startEndNs : firstNs + limitNs;
    }
}
