package io.stci.groupops.plugin;

import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * What one call of a loaded filter may use up before it is ended.
 *
 * <p>Both are looked at every so many steps, so a call goes a little beyond: by what a few loops or one call into the JDK use.
 *
 * @param timeNs by the clock that the jar was loaded with, 1 ms to 1 h
 * @param bytes allocated by the call's thread, whether garbage by now or not; 64 KiB to 1 TiB
 */
public record Budget(long timeNs, long bytes) {
    /** 100 ms and 32 MiB. */
    public static final Budget DEFAULT = new Budget(100_000_000L, 32L << 20);

    private static final long MIN_TIME_NS = 1_000_000L;
    private static final long MAX_TIME_NS = 3_600_000_000_000L;
    private static final long MIN_BYTES = 64L << 10;
    private static final long MAX_BYTES = 1L << 40;

    /** @throws StciException INVALID_ARGUMENT if one of them is out of its range */
    public Budget {
        check(timeNs >= MIN_TIME_NS && timeNs <= MAX_TIME_NS, timeNs + " ns a call", "1 ms to 1 h");
        check(bytes >= MIN_BYTES && bytes <= MAX_BYTES, bytes + " bytes a call", "64 KiB to 1 TiB");
    }

    /** For messages: {@code 100 ms}. */
    String timeText() {
        return timeNs % 1_000_000_000L == 0 ? timeNs / 1_000_000_000L + " s" : milliseconds() + " ms";
    }

    private String milliseconds() {
        return timeNs % 1_000_000L == 0 ? Long.toString(timeNs / 1_000_000L) : Double.toString(timeNs / 1e6);
    }

    /** For messages: {@code 32 MiB}. */
    String bytesText() {
        if (bytes % (1L << 20) == 0) {
            return (bytes >> 20) + " MiB";
        }
        return bytes % (1L << 10) == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
    }

    private static void check(boolean holds, String what, String range) {
        if (!holds) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "budget of filters", what + " is out of range", "choose " + range);
        }
    }
}
