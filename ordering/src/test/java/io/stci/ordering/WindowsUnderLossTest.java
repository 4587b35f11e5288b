package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class WindowsUnderLossTest {
    private static final int SEEDS = 3000;

    @Test
    void everyMessageArrivesOnceInOrderHoweverBadTheLinkAndWindowsStayBounded() {
        long[] seen = new long[5];
        for (long seed = 1; seed <= SEEDS; seed++) {
            TwoEndedRun run = TwoEndedRun.check(seed);
            seen[0] += both(run, WindowEnd::lost);
            seen[1] += both(run, end -> end.naks);
            seen[2] += both(run, end -> end.timeouts);
            seen[3] += both(run, end -> end.receiving.duplicates());
            seen[4] += both(run, end -> end.receiving.beyondWindow());
        }
        for (long happened : seen) {
            assertTrue(happened > SEEDS, "the links were too kind: " + Arrays.toString(seen));
        }
    }

    @Test
    void closingAtAnyMomentReleasesEverythingOnce() {
        long released = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            released += both(TwoEndedRun.checkClosing(seed), WindowEnd::releasedByClose);
        }
        assertTrue(released > SEEDS, "nothing was ever held at the close");
    }

    private static long both(TwoEndedRun run, ToLongFunction<WindowEnd> count) {
        return count.applyAsLong(run.left) + count.applyAsLong(run.right);
    }
}
