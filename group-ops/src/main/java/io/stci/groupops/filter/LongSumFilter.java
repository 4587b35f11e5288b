package io.stci.groupops.filter;

import java.math.BigInteger;

/**
 * Adds 64-bit integers, exactly: a partial sum may go beyond 64 bits and come back, so that the shape of the tree doesn't
 * show. Values are two's complement, most significant byte first, 1 to 12 bytes. Associative and commutative; not idempotent.
 */
final class LongSumFilter implements Filter<Long, BigInteger> {
    private static final String NAME = "sum.long";
    /** More than 2^24 ranks can add up to. */
    private static final int MAX_BYTES = 12;

    @Override
    public BigInteger lift(int rank, Long contribution) {
        return BigInteger.valueOf(contribution);
    }

    @Override
    public BigInteger merge(BigInteger left, BigInteger right) {
        return left.add(right);
    }

    @Override
    public byte[] encode(BigInteger value) {
        return value.toByteArray();
    }

    @Override
    public BigInteger decode(byte[] encoded) {
        if (encoded.length == 0 || encoded.length > MAX_BYTES) {
            throw Refusals.malformed(NAME, "has " + encoded.length + " bytes");
        }
        return new BigInteger(encoded);
    }
}
