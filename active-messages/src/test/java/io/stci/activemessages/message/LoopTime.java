package io.stci.activemessages.message;

import io.netty.util.concurrent.ScheduledFuture;
import io.stci.core.Scheduler;
import io.stci.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Virtual time as nodes see it. Remembers what tasks throw, which the loop only logs. */
final class LoopTime implements Scheduler, NodeThread {
    private final VirtualTime time;
    private final List<Throwable> problems = new ArrayList<>();

    LoopTime(VirtualTime time) {
        this.time = time;
    }

    List<Throwable> problems() {
        return problems;
    }

    @Override
    public long nowNs() {
        return time.nowNs();
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        ScheduledFuture<?> future = time.loop().schedule(watched(task), delayNs, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void execute(Runnable task) {
        time.loop().execute(watched(task));
    }

    @Override
    public boolean isCurrent() {
        return time.loop().inEventLoop();
    }

    private Runnable watched(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | AssertionError e) {
                problems.add(e);
            }
        };
    }
}
