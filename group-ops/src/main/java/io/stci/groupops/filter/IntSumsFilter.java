package io.stci.groupops.filter;

import java.nio.ByteBuffer;

/**
 * Adds 32-bit integers at each place of arrays, in 64 bits, which as many ranks as there can be don't fill: 8 bytes a sum,
 * big-endian. Associative and commutative; not idempotent.
 */
final class IntSumsFilter implements Filter<int[], long[]> {
    private static final String NAME = "sum.int";

    /** The same, of single numbers. */
    Filter<Integer, Long> single() {
        return new SingleFilter<>(
                NAME, Long.BYTES, this, NumberType.INT::of, NumberType.LONG::first, NumberType.LONG::of);
    }

    @Override
    public long[] lift(int rank, int[] contribution) {
        long[] sums = new long[contribution.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = contribution[i];
        }
        return sums;
    }

    @Override
    public long[] merge(long[] left, long[] right) {
        Refusals.sameLength(NAME + "[]", left.length, right.length);
        for (int i = 0; i < left.length; i++) {
            left[i] = Refusals.add(NAME, left[i], right[i]);
        }
        return left;
    }

    @Override
    public byte[] encode(long[] value) {
        ByteBuffer out = ByteBuffer.allocate(value.length * Long.BYTES);
        NumberType.LONG.write(value, out);
        return out.array();
    }

    @Override
    public long[] decode(byte[] encoded) {
        long[] sums = new long[Refusals.elements(NAME + "[]", encoded, Long.BYTES)];
        NumberType.LONG.read(sums, ByteBuffer.wrap(encoded));
        return sums;
    }
}
