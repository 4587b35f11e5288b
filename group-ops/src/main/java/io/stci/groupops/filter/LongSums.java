package io.stci.groupops.filter;

import java.math.BigInteger;

/**
 * Sums of 64-bit integers, one at each place of arrays, in 128 bits each: partial sums may go beyond 64 bits and come back.
 * Confined to one thread.
 */
public final class LongSums {
    private final long[] high;
    private final long[] low;

    LongSums(int length) {
        this.high = new long[length];
        this.low = new long[length];
    }

    static LongSums of(long[] numbers) {
        LongSums sums = new LongSums(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            sums.set(i, numbers[i] >> (Long.SIZE - 1), numbers[i]);
        }
        return sums;
    }

    /** How many places the arrays have, and so how many sums there are. */
    public int length() {
        return low.length;
    }

    /** The sum at this place, whatever its size. */
    public BigInteger get(int index) {
        BigInteger unsigned = BigInteger.valueOf(low[index] >>> 1).shiftLeft(1).or(BigInteger.valueOf(low[index] & 1));
        return BigInteger.valueOf(high[index]).shiftLeft(Long.SIZE).or(unsigned);
    }

    /**
     * All sums; a fresh array.
     *
     * @throws io.stci.core.StciException RESOURCE_EXHAUSTED if 64 bits can't hold one of them
     */
    public long[] exact() {
        for (int i = 0; i < length(); i++) {
            if (high[i] != low[i] >> (Long.SIZE - 1)) {
                throw Refusals.beyond("sum " + get(i) + " at index " + i, Long.SIZE);
            }
        }
        return low.clone();
    }

    long high(int index) {
        return high[index];
    }

    long low(int index) {
        return low[index];
    }

    void set(int index, long high, long low) {
        this.high[index] = high;
        this.low[index] = low;
    }

    /** @throws io.stci.core.StciException RESOURCE_EXHAUSTED if 128 bits can't hold a sum, which honest ranks never reach */
    void add(LongSums other) {
        for (int i = 0; i < length(); i++) {
            long sum = low[i] + other.low[i];
            long carry = Long.compareUnsigned(sum, low[i]) < 0 ? 1 : 0;
            low[i] = sum;
            high[i] = addHigh(high[i], other.high[i], carry);
        }
    }

    private static long addHigh(long left, long right, long carry) {
        long sum = left + right + carry;
        if (((left ^ sum) & (right ^ sum)) < 0) {
            throw Refusals.beyond("a sum", 2 * Long.SIZE);
        }
        return sum;
    }
}
