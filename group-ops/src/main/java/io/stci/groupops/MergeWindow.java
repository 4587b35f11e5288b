package io.stci.groupops;

import io.stci.core.Scheduler;
import java.util.concurrent.TimeUnit;

/**
 * Says how long lines wait for others to join them: until nothing has come for a while, but no longer than a limit since
 * the first; and while agents are still starting, until all have started, within a limit of its own. The front-end waits
 * longest, as only what it shows is seen. Confined to the node's thread.
 */
final class MergeWindow {
    private static final long START_LIMIT_NS = TimeUnit.SECONDS.toNanos(5);

    private final Scheduler scheduler;
    private final long quietNs;
    private final long limitNs;
    private final Runnable onClose;
    private boolean begun;
    private long firstNs;
    private long latestNs;
    private Scheduler.Timer timer;

    MergeWindow(Scheduler scheduler, boolean isRoot, Runnable onClose) {
        this.scheduler = scheduler;
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
        return begun ? Math.min(latestNs + quietNs, firstNs + limitNs) : firstNs + START_LIMIT_NS;
    }
}
