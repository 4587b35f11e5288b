package io.stci.groupops;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import java.math.BigInteger;

/**
 * Adds 64-bit integers, exactly: a partial sum may go beyond 64 bits and come back, so that the shape of the tree doesn't
 * show. Values are two's complement, most significant byte first. Associative and commutative; not idempotent.
 */
public final class SumFilter implements Filter<Long, BigInteger> {
    /** More than 2^24 ranks can add up to. */
    private static final int MAX_BYTES = 12;

    private static final int MAX_BITS = 63;

    /** One rank's contribution. */
    public static byte[] of(long value) {
        return BigInteger.valueOf(value).toByteArray();
    }

    /**
     * The sum, at the front-end.
     *
     * @throws StciException RESOURCE_EXHAUSTED if 64 bits can't hold it, PROTOCOL_ERROR if it is none
     */
    public static long exact(byte[] encoded) {
        BigInteger sum = new SumFilter().decode(encoded);
        if (sum.bitLength() > MAX_BITS) {
            throw new StciException(Status.RESOURCE_EXHAUSTED, "sum " + sum, "is beyond 64 bits", "");
        }
        return sum.longValue();
    }

    @Override
    public BigInteger lift(int rank, Long contribution) {
        return BigInteger.valueOf(contribution);
    }

    @Override
    public BigInteger decode(byte[] encoded) {
        if (encoded.length == 0 || encoded.length > MAX_BYTES) {
            throw new StciException(Status.PROTOCOL_ERROR, "sum", "has " + encoded.length + " bytes", "");
        }
        return new BigInteger(encoded);
    }

    @Override
    public byte[] encode(BigInteger value) {
        return value.toByteArray();
    }

    @Override
    public BigInteger merge(BigInteger left, BigInteger right) {
        return left.add(right);
    }
}
