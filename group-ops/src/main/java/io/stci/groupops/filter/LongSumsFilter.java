package io.stci.groupops.filter;

import java.nio.ByteBuffer;

/**
 * Adds 64-bit integers at each place of arrays, exactly: 16 bytes a sum, two's complement, big-endian. Associative and
 * commutative; not idempotent.
 */
final class LongSumsFilter implements Filter<long[], LongSums> {
    private static final String NAME = "sum.long[]";
    private static final int SUM_BYTES = 2 * Long.BYTES;

    @Override
    public LongSums lift(int rank, long[] contribution) {
        return LongSums.of(contribution);
    }

    @Override
    public LongSums merge(LongSums left, LongSums right) {
        Refusals.sameLength(NAME, left.length(), right.length());
        left.add(right);
        return left;
    }

    @Override
    public byte[] encode(LongSums value) {
        ByteBuffer out = ByteBuffer.allocate(value.length() * SUM_BYTES);
        for (int i = 0; i < value.length(); i++) {
            out.putLong(value.high(i)).putLong(value.low(i));
        }
        return out.array();
    }

    @Override
    public LongSums decode(byte[] encoded) {
        LongSums sums = new LongSums(Refusals.elements(NAME, encoded, SUM_BYTES));
        ByteBuffer in = ByteBuffer.wrap(encoded);
        for (int i = 0; i < sums.length(); i++) {
            sums.set(i, in.getLong(), in.getLong());
        }
        return sums;
    }
}
