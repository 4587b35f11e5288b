package io.stci.ordering;

import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * When a receiver asks for what it misses. The first request waits for a random time, so that a message that was merely
 * overtaken is not asked for, and many receivers don't ask at once; requests then repeat at intervals that double.
 *
 * @param firstMinNs the least wait before the first request, nanoseconds, may be 0
 * @param firstMaxNs the greatest wait before the first request, nanoseconds
 * @param repeatNs from the first request to the second, nanoseconds; about a round trip
 * @param repeatMaxNs the greatest interval, nanoseconds
 */
public record NakPolicy(long firstMinNs, long firstMaxNs, long repeatNs, long repeatMaxNs) {
    private static final long MS = 1_000_000;

    /** @throws StciException INVALID_ARGUMENT unless 0 &lt;= firstMin &lt;= firstMax and 0 &lt; repeat &lt;= repeatMax */
    public NakPolicy {
        if (firstMinNs < 0 || firstMaxNs < firstMinNs || repeatNs <= 0 || repeatMaxNs < repeatNs) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "nak policy",
                    "has a wait that is negative, or longer than its maximum: first " + firstMinNs + " to " + firstMaxNs
                            + ", repeat " + repeatNs + " to " + repeatMaxNs,
                    "order them");
        }
    }

    /** For links inside one site: 1 to 5 ms at first, then 20 ms doubling up to 1 s. */
    public static NakPolicy standard() {
        return new NakPolicy(MS, 5 * MS, 20 * MS, 1000 * MS);
    }
}
