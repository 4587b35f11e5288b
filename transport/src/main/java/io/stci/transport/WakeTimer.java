package io.stci.transport;

import io.stci.core.Scheduler;

/** One timer for many reasons to wake. It may wake too early, as moving a reason to a later time is free. */
final class WakeTimer {
    private static final long NEVER = Long.MAX_VALUE;

    private final Scheduler scheduler;
    private final Runnable task;
    private Scheduler.Timer timer;
    private long wakeAtNs = NEVER;

    WakeTimer(Scheduler scheduler, Runnable task) {
        this.scheduler = scheduler;
        this.task = task;
    }

    /** Wakes at this time at the latest; {@link Long#MAX_VALUE} is never. */
    void wakeBy(long atNs) {
        if (atNs < wakeAtNs) {
            cancel();
            wakeAtNs = atNs;
            timer = scheduler.schedule(Math.max(0, atNs - scheduler.nowNs()), this::wake);
        }
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
            wakeAtNs = NEVER;
        }
    }

    private void wake() {
        timer = null;
        wakeAtNs = NEVER;
        task.run();
    }
}
