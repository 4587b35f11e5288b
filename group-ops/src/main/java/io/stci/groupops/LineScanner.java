package io.stci.groupops;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds where a line ends and, in the same pass, its hash. Confined to one thread. */
final class LineScanner {
    /** How many bytes behind the last that may be scanned the array must have. */
    static final int SLACK_BYTES = Long.BYTES;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long NEWLINES = '\n' * ONES;
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private long hash;

    /** The index behind the first newline in [from, limit), or -1 if there is none. */
    int scan(byte[] bytes, int from, int limit) {
        long mixed = 0;
        for (int at = from; at < limit; at += Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            long difference = word ^ NEWLINES;
            long hits = difference - ONES & ~difference & HIGH_BITS;
            if (hits != 0) {
                int end = at + (Long.numberOfTrailingZeros(hits) >>> 3) + 1;
                finish(mixed, word & (hits ^ hits - 1), end - from);
                return end <= limit ? end : -1;
            }
            mixed = mix(mixed, word);
        }
        return -1;
    }

    /** The hash of the line found last. */
    long hash() {
        return hash;
    }

    private void finish(long mixed, long lastBytes, int length) {
        hash = mix(mix(mixed, lastBytes), length);
    }

    private static long mix(long mixed, long word) {
        long product = (mixed ^ word) * FACTOR;
        return product ^ product >>> 32;
    }
}
