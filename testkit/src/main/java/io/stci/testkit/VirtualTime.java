package io.stci.testkit;

import io.netty.channel.EventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A Netty loop for in-process channels whose time stands still until a test moves it. Everything runs on the test's thread,
 * inside the calls made here, in an order that is the same in each run.
 */
public final class VirtualTime {
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Any limit makes the loop look at its ticker every few tasks, and so at the interrupt. */
    private static final long LOOK_AT_TIME_NS = TimeUnit.DAYS.toNanos(1);

    private final MockTicker ticker = Ticker.newMockTicker();
    private final ManualIoEventLoop loop =
            new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory(), new Interruptible(ticker));

    /** The loop; only the thread that made this may run it. */
    public EventLoop loop() {
        return loop;
    }

    public long nowNs() {
        return ticker.nanoTime();
    }

    /** Runs all that is due now, and all that this makes due, until nothing is. */
    public void settle() {
        while (loop.runNow(LOOK_AT_TIME_NS) > 0) {
            Thread.onSpinWait();
        }
    }

    /** Lets time pass in steps of a millisecond, settling after each. */
    public void advance(long amount, TimeUnit unit) {
        long endNs = nowNs() + unit.toNanos(amount);
        settle();
        while (nowNs() < endNs) {
            ticker.advance(Math.min(STEP_NS, endNs - nowNs()), TimeUnit.NANOSECONDS);
            settle();
        }
    }

    /**
     * Lets time pass until the condition holds.
     *
     * @throws AssertionError if it doesn't within the limit of virtual time
     */
    public void awaitUntil(BooleanSupplier condition, long limit, TimeUnit unit) {
        long endNs = nowNs() + unit.toNanos(limit);
        settle();
        while (!condition.getAsBoolean()) {
            if (nowNs() >= endNs) {
                throw new AssertionError(
                        "the condition did not hold within " + limit + " " + unit + " of virtual time");
            }
            advance(1, TimeUnit.MILLISECONDS);
        }
    }

    /** Ends the loop and closes all its channels; whoever holds one is told before this returns. */
    public void close() {
        settle();
        loop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        while (!loop.isTerminated()) {
            ticker.advance(STEP_NS, TimeUnit.NANOSECONDS);
            loop.runNow(LOOK_AT_TIME_NS);
        }
    }

    /** Fails a test that is interrupted (its time is up) while something is always due. */
    private record Interruptible(MockTicker ticker) implements Ticker {
        @Override
        public long nanoTime() {
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted in virtual time: is something due again and again?");
            }
            return ticker.nanoTime();
        }

        @Override
        public long initialNanoTime() {
            return ticker.initialNanoTime();
        }

        @Override
        public void sleep(long delay, TimeUnit unit) throws InterruptedException {
            ticker.sleep(delay, unit);
        }
    }
}
