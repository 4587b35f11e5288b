package io.stci.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private static final long SEED = 20260101;

    private final VirtualTime time = new VirtualTime();
    private final List<String> log = new ArrayList<>();

    @Test
    void timeStandsStillUntilItIsMoved() {
        time.loop().schedule(() -> log.add("late"), 1, TimeUnit.MILLISECONDS);
        long before = time.nowNs();
        time.settle();
        assertEquals(before, time.nowNs());
        assertEquals(List.of(), log);
    }

    @Test
    void settleRunsAlsoWhatTasksMakeDue() {
        time.loop().execute(() -> {
            log.add("a");
            time.loop().execute(() -> log.add("b"));
        });
        time.settle();
        assertEquals(List.of("a", "b"), log);
    }

    @Test
    void advanceRunsDueTimersInTheOrderOfTheirDeadlines() {
        at(30, "c");
        at(10, "a");
        at(20, "b");
        at(41, "beyond");
        time.advance(40, TimeUnit.MILLISECONDS);
        assertEquals(List.of("a", "b", "c"), log);
        time.advance(1, TimeUnit.MILLISECONDS);
        assertEquals(List.of("a", "b", "c", "beyond"), log);
    }

    @Test
    void timersOfOneMomentRunInTheOrderOfScheduling() {
        for (int i = 0; i < 20; i++) {
            at(5, "t" + i);
        }
        time.advance(5, TimeUnit.MILLISECONDS);
        assertEquals(20, log.size());
        for (int i = 0; i < 20; i++) {
            assertEquals("t" + i, log.get(i));
        }
    }

    @Test
    void aTimerSeesTheTimeItWasSetFor() {
        long startNs = time.nowNs();
        long[] seenNs = new long[1];
        time.loop().schedule(() -> seenNs[0] = time.nowNs(), 7, TimeUnit.MILLISECONDS);
        time.advance(1, TimeUnit.SECONDS);
        assertEquals(startNs + TimeUnit.MILLISECONDS.toNanos(7), seenNs[0]);
        assertEquals(startNs + TimeUnit.SECONDS.toNanos(1), time.nowNs());
    }

    @Test
    void aTimerSetByATimerRunsWithinTheSameAdvance() {
        time.loop().schedule(() -> at(10, "second"), 10, TimeUnit.MILLISECONDS);
        time.advance(20, TimeUnit.MILLISECONDS);
        assertEquals(List.of("second"), log);
    }

    @Test
    void aCancelledTimerDoesNotRun() {
        Future<?> timer = time.loop().schedule(() -> log.add("no"), 5, TimeUnit.MILLISECONDS);
        timer.cancel(false);
        time.advance(10, TimeUnit.MILLISECONDS);
        assertEquals(List.of(), log);
    }

    @Test
    void everyRunHasTheSameOrder() {
        assertEquals(randomRun(new VirtualTime()), randomRun(new VirtualTime()), "seed " + SEED);
    }

    @Test
    void awaitUntilStopsAsSoonAsTheConditionHolds() {
        AtomicBoolean done = new AtomicBoolean();
        long startNs = time.nowNs();
        time.loop().schedule(() -> done.set(true), 12, TimeUnit.MILLISECONDS);
        time.awaitUntil(done::get, 1, TimeUnit.SECONDS);
        assertEquals(TimeUnit.MILLISECONDS.toNanos(12), time.nowNs() - startNs);
    }

    @Test
    void awaitUntilFailsWithTheLimitWhenTheConditionNeverHolds() {
        AssertionError error =
                assertThrows(AssertionError.class, () -> time.awaitUntil(() -> false, 50, TimeUnit.MILLISECONDS));
        assertTrue(error.getMessage().contains("50 MILLISECONDS of virtual time"), error.getMessage());
    }

    @Test
    void theThreadThatMadeItOwnsTheLoop() throws InterruptedException {
        assertTrue(time.loop().inEventLoop());
        AtomicBoolean foreign = new AtomicBoolean(true);
        Thread other = new Thread(() -> foreign.set(time.loop().inEventLoop()));
        other.start();
        other.join();
        assertFalse(foreign.get());
    }

    @Test
    void closeEndsTheLoop() {
        time.loop().execute(() -> log.add("last"));
        time.close();
        assertTrue(time.loop().isTerminated());
        assertEquals(List.of("last"), log);
    }

    private void at(long delayMs, String name) {
        time.loop().schedule(() -> log.add(name), delayMs, TimeUnit.MILLISECONDS);
    }

    /** A thousand tasks and timers that make others, by a fixed seed. */
    private static List<String> randomRun(VirtualTime time) {
        Random random = new Random(SEED);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String name = "t" + i;
            long delayNs = random.nextInt(20_000_000);
            time.loop()
                    .schedule(
                            () -> {
                                order.add(name + "@" + time.nowNs());
                                time.loop().execute(() -> order.add(name + "'"));
                            },
                            delayNs,
                            TimeUnit.NANOSECONDS);
        }
        time.advance(20, TimeUnit.MILLISECONDS);
        assertEquals(1000, order.size());
        return order;
    }
}
