package io.stci.ordering;

import java.util.Arrays;

/**
 * Cumulative acknowledgement of numbered messages over a subtree: the least of what its parts have acknowledged.
 *
 * <p>Confined to one thread.
 */
public final class SubtreeAck {
    private final long[] acked;
    private long least;

    /**
     * @param parts how many children (or own deliveries) must acknowledge; with none, everything counts as acknowledged
     */
    public SubtreeAck(int parts) {
        acked = new long[parts];
        least = parts == 0 ? Long.MAX_VALUE : 0;
    }

    /**
     * A part has all messages up to this number. Older news is ignored.
     *
     * @return true if the subtree's acknowledgement grew
     */
    public boolean ack(int part, long upTo) {
        if (upTo <= acked[part]) {
            return false;
        }
        boolean wasLeast = acked[part] == least;
        acked[part] = upTo;
        return wasLeast && recompute();
    }

    /** A part is gone and no longer waited for; true if the subtree's acknowledgement grew. */
    public boolean remove(int part) {
        return ack(part, Long.MAX_VALUE);
    }

    /** All messages up to this number have reached every part; {@link Long#MAX_VALUE} when no part is left. */
    public long acked() {
        return least;
    }

    private boolean recompute() {
        long before = least;
        least = Arrays.stream(acked).min().orElse(Long.MAX_VALUE);
        return least > before;
    }
}
