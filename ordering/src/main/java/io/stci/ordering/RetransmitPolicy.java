package io.stci.ordering;

import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * The limits of a retransmission timeout that adapts to its link.
 *
 * @param initialNs the timeout before the first measured round trip, nanoseconds
 * @param minNs never less, nanoseconds; also takes the place of a clock granularity
 * @param maxNs never more, however often it backs off, nanoseconds
 */
public record RetransmitPolicy(long initialNs, long minNs, long maxNs) {
    private static final long MS = 1_000_000;

    /** @throws StciException INVALID_ARGUMENT unless 0 &lt; min &lt;= initial &lt;= max */
    public RetransmitPolicy {
        if (minNs <= 0 || initialNs < minNs || maxNs < initialNs) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "retransmit policy",
                    "needs 0 < min <= initial <= max, has " + minNs + ", " + initialNs + ", " + maxNs,
                    "order the three");
        }
    }

    /** For links inside one site: 1 s at first, 20 ms to 10 s afterwards. */
    public static RetransmitPolicy standard() {
        return new RetransmitPolicy(1000 * MS, 20 * MS, 10_000 * MS);
    }
}
