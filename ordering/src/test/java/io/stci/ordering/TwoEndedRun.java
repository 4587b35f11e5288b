package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.Consumer;

/** Two ends that send to each other over lossy links until all has arrived; everything follows from the seed. */
final class TwoEndedRun {
    private static final long[] BASES = {
        0, (1L << 31) - 50, (1L << 32) - 50, (1L << 53) - 50, Long.MAX_VALUE - 100_000,
    };
    private static final int MOST_MESSAGES = 300;

    final WindowEnd left;
    final WindowEnd right;
    private final VirtualQueue queue;
    private final int messages;

    TwoEndedRun(long seed, boolean tracing) {
        Random random = new Random(seed);
        queue = new VirtualQueue(random.nextLong() >> 4, tracing);
        messages = 50 + random.nextInt(MOST_MESSAGES - 50);
        long base = BASES[random.nextInt(BASES.length)];
        int leftSends = 1 << random.nextInt(7);
        int rightSends = 1 << random.nextInt(7);
        left = end("left", random, new WindowEnd.Sizes(leftSends, receiver(random, rightSends), base));
        right = end("right", random, new WindowEnd.Sizes(rightSends, receiver(random, leftSends), base));
        left.connect(right);
        right.connect(left);
    }

    /** Runs the seed until all has arrived; if that fails, runs it again for a trace. */
    static TwoEndedRun check(long seed) {
        return check(seed, TwoEndedRun::runToTheEnd);
    }

    /** Runs the seed and closes both ends at some moment. */
    static TwoEndedRun checkClosing(long seed) {
        return check(seed, run -> run.runAndClose(new Random(~seed)));
    }

    private static TwoEndedRun check(long seed, Consumer<TwoEndedRun> course) {
        TwoEndedRun run = new TwoEndedRun(seed, false);
        try {
            course.accept(run);
            return run;
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("seed " + seed + ": " + failure + "\n" + trace(seed, course), failure);
        }
    }

    private static String trace(long seed, Consumer<TwoEndedRun> course) {
        TwoEndedRun again = new TwoEndedRun(seed, true);
        try {
            course.accept(again);
            return "did not fail a second time";
        } catch (AssertionError | RuntimeException failure) {
            return again.queue.traced() + "\n" + again;
        }
    }

    private void runToTheEnd() {
        start();
        while (!(left.isDone() && right.isDone())) {
            assertTrue(queue.step(), () -> "nothing left to happen: " + this);
            checkBounds();
        }
        drain();
        assertTrue(left.isDone() && right.isDone());
        left.close();
        right.close();
    }

    private void runAndClose(Random random) {
        start();
        int steps = random.nextInt(4 * messages);
        for (int i = 0; i < steps && queue.step(); i++) {
            checkBounds();
        }
        left.close();
        right.close();
        drain();
        assertEquals(0, left.sending.held() + left.receiving.held());
        assertEquals(0, right.sending.held() + right.receiving.held());
    }

    private void start() {
        queue.at(queue.nowNs(), left::offerAll);
        queue.at(queue.nowNs(), right::offerAll);
    }

    /** What is still under way can do no harm. */
    private void drain() {
        while (queue.step()) {
            checkBounds();
        }
    }

    private void checkBounds() {
        left.checkBounds();
        right.checkBounds();
        assertTrue(queue.elapsedNs() <= limitNs(), () -> "takes too long: " + this);
    }

    private long limitNs() {
        boolean wide = isWide(left, right) && isWide(right, left);
        long worstRounds = (wide ? 1L : 4L) * messages;
        return LossyLink.cutsOverNs() + worstRounds * WindowEnd.RETRANSMIT.maxNs();
    }

    /** Narrow windows, or a receiver that can't hold what may be sent, leave recovery to timeouts. */
    private static boolean isWide(WindowEnd sender, WindowEnd receiver) {
        return sender.sendCapacity >= 8 && receiver.receiveCapacity >= sender.sendCapacity;
    }

    private static int receiver(Random random, int sender) {
        return random.nextInt(5) == 0 ? Math.max(1, sender / 4) : sender << random.nextInt(3);
    }

    private WindowEnd end(String name, Random random, WindowEnd.Sizes sizes) {
        int offers = random.nextInt(8) == 0 ? 1 : messages;
        return new WindowEnd(name, queue, random, offers, sizes);
    }

    @Override
    public String toString() {
        return left + "\n" + right;
    }
}
