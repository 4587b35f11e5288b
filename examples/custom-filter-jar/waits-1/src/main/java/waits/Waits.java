package waits;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import java.nio.ByteBuffer;

/**
 * Whom all wait for at the end of a step, and for how long. A rank contributes what its step took, in ms; a value is how many
 * ranks there are, what they took together, the longest time, and the lowest rank that took it.
 */
final class Waits implements Filter<Integer, long[]> {
    private static final int RANKS = 0;
    private static final int TOGETHER = 1;
    private static final int LONGEST = 2;
    private static final int SLOWEST = 3;

    @Override
    public long[] lift(int rank, Integer tookMs) {
        return new long[] {1, tookMs, tookMs, rank};
    }

    @Override
    public long[] merge(long[] left, long[] right) {
        long[] slower = isSlower(left, right) ? left : right;
        return new long[] {
            left[RANKS] + right[RANKS], left[TOGETHER] + right[TOGETHER], slower[LONGEST], slower[SLOWEST]
        };
    }

    /** Equally slow ranks are told apart, so that the result is the same in every tree. */
    private static boolean isSlower(long[] left, long[] right) {
        return left[LONGEST] > right[LONGEST] || (left[LONGEST] == right[LONGEST] && left[SLOWEST] < right[SLOWEST]);
    }

    @Override
    public byte[] encode(long[] value) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * Long.BYTES);
        bytes.asLongBuffer().put(value);
        return bytes.array();
    }

    @Override
    public long[] decode(byte[] encoded) {
        if (encoded.length != 4 * Long.BYTES) {
            throw new StciException(Status.PROTOCOL_ERROR, "waits", "has " + encoded.length + " bytes", "");
        }
        long[] value = new long[4];
        ByteBuffer.wrap(encoded).asLongBuffer().get(value);
        return value;
    }
}
