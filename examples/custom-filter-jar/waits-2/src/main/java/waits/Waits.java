package waits;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import java.nio.ByteBuffer;

/**
 * Whom all wait for at the end of a step, and for how long. A rank contributes what its step took, in ms; a value is how many
 * ranks there are, what they took together, and then a time and its rank for each of the slowest, the slowest first.
 */
final class Waits implements Filter<Integer, long[]> {
    private static final int RANKS = 0;
    private static final int TOGETHER = 1;
    private static final int FIRST = 2;

    private final int named;

    Waits(int named) {
        this.named = named;
    }

    @Override
    public long[] lift(int rank, Integer tookMs) {
        return new long[] {1, tookMs, tookMs, rank};
    }

    @Override
    public long[] merge(long[] left, long[] right) {
        int length = Math.min(left.length + right.length - FIRST, FIRST + 2 * named);
        long[] merged = new long[length];
        merged[RANKS] = left[RANKS] + right[RANKS];
        merged[TOGETHER] = left[TOGETHER] + right[TOGETHER];
        int fromLeft = FIRST;
        int fromRight = FIRST;
        for (int to = FIRST; to < length; to += 2) {
            boolean takesLeft =
                    fromRight == right.length || (fromLeft < left.length && isSlower(left, fromLeft, right, fromRight));
            System.arraycopy(takesLeft ? left : right, takesLeft ? fromLeft : fromRight, merged, to, 2);
            fromLeft += takesLeft ? 2 : 0;
            fromRight += takesLeft ? 0 : 2;
        }
        return merged;
    }

    /** Equally slow ranks are told apart, so that the result is the same in every tree. */
    private static boolean isSlower(long[] left, int l, long[] right, int r) {
        return left[l] > right[r] || (left[l] == right[r] && left[l + 1] < right[r + 1]);
    }

    @Override
    public byte[] encode(long[] value) {
        ByteBuffer bytes = ByteBuffer.allocate(value.length * Long.BYTES);
        bytes.asLongBuffer().put(value);
        return bytes.array();
    }

    @Override
    public long[] decode(byte[] encoded) {
        int pairs = encoded.length / (2 * Long.BYTES) - 1;
        if (encoded.length % (2 * Long.BYTES) != 0 || pairs < 1 || pairs > named) {
            throw new StciException(Status.PROTOCOL_ERROR, "waits", "has " + encoded.length + " bytes", "");
        }
        long[] value = new long[encoded.length / Long.BYTES];
        ByteBuffer.wrap(encoded).asLongBuffer().get(value);
        return value;
    }
}
