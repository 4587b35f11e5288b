package io.stci.routing;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;

/** The range check that all shapes share. */
final class Fanouts {
    private Fanouts() {}

    /** The fan-out itself, if it lies between {@code least} and the greatest number of ranks. */
    static int check(int fanout, int least) {
        if (fanout < least) {
            throw bad(fanout, "must be at least " + least);
        }
        if (fanout > RankSet.MAX_RANKS) {
            throw bad(fanout, "must be at most " + RankSet.MAX_RANKS);
        }
        return fanout;
    }

    static StciException bad(int fanout, String reason) {
        return new StciException(
                Status.INVALID_ARGUMENT, "fan-out " + fanout, reason, "choose another, such as 8, 16 or 32");
    }
}
