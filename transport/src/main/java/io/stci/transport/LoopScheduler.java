package io.stci.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.Ticker;
import io.stci.core.Scheduler;
import java.util.concurrent.TimeUnit;

/** The time of a Netty loop: the system's, or the mock ticker's that the loop was made with. */
final class LoopScheduler implements Scheduler {
    private final EventLoop loop;
    private final Ticker ticker;

    LoopScheduler(EventLoop loop) {
        this.loop = loop;
        this.ticker = loop instanceof AbstractScheduledEventExecutor timed ? timed.ticker() : Ticker.systemTicker();
    }

    @Override
    public long nowNs() {
        return ticker.nanoTime();
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        ScheduledFuture<?> future = loop.schedule(task, delayNs, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }
}
