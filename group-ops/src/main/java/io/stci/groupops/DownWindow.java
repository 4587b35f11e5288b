package io.stci.groupops;

import io.stci.wire.StreamSpec;
import java.util.Arrays;

/**
 * What has been sent down to one child and not acknowledged by it, within limits of bytes and of messages. The last message
 * may overdraw. Confined to the node's thread.
 */
final class DownWindow {
    private static final long DEFAULT_BYTES = 1 << 20;
    private static final int DEFAULT_MESSAGES = 4096;

    /** How much may be on its way down to one child, and at the front-end to all. */
    record Limits(long bytes, int messages) {
        static Limits of(StreamSpec spec) {
            return new Limits(
                    spec.getDownWindowBytes() == 0 ? DEFAULT_BYTES : spec.getDownWindowBytes(),
                    spec.getDownWindowMessages() == 0 ? DEFAULT_MESSAGES : spec.getDownWindowMessages());
        }

        boolean isFull(long heldBytes, long heldMessages) {
            return heldBytes >= bytes || heldMessages >= messages;
        }
    }

    private final Limits limits;
    /** Pairs of a number and what its message counts, oldest first; a ring. */
    private long[] ring = new long[16];

    private int head;
    private int size;
    private long bytes;
    private long sent;
    private long acked;

    DownWindow(Limits limits) {
        this.limits = limits;
    }

    boolean isFull() {
        return limits.isFull(bytes, size);
    }

    /** The newest number sent, or skipped. */
    long sent() {
        return sent;
    }

    long acked() {
        return acked;
    }

    long unackedBytes() {
        return bytes;
    }

    int unackedMessages() {
        return size;
    }

    void sent(long number, long costBytes) {
        if (2 * size == ring.length) {
            grow();
        }
        int at = (head + 2 * size) & (ring.length - 1);
        ring[at] = number;
        ring[at + 1] = costBytes;
        size++;
        bytes += costBytes;
        sent = number;
    }

    /** @return true if this is news */
    boolean acked(long upTo) {
        boolean news = upTo > acked;
        acked = Math.max(acked, upTo);
        while (size > 0 && ring[head] <= acked) {
            bytes -= ring[head + 1];
            head = (head + 2) & (ring.length - 1);
            size--;
        }
        return news;
    }

    /** A new link: what the child has acknowledged, and nothing on its way. */
    void restart(long ackedSoFar) {
        size = 0;
        bytes = 0;
        acked = ackedSoFar;
        sent = ackedSoFar;
    }

    /** The child has everything up to this number, by another way. */
    void skipTo(long number) {
        sent = Math.max(sent, number);
    }

    private void grow() {
        long[] larger = Arrays.copyOfRange(ring, head, head + 2 * ring.length);
        System.arraycopy(ring, 0, larger, ring.length - head, head);
        ring = larger;
        head = 0;
    }
}
