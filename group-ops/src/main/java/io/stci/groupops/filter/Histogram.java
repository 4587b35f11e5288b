package io.stci.groupops.filter;

import java.util.Arrays;

/**
 * How many numbers lie between bounds. Bucket 0 is below the first bound; bucket i from bound i - 1, which belongs to it, to
 * below bound i; the last is at the last bound or above. Confined to one thread.
 */
public final class Histogram {
    private final double[] bounds;
    private final long[] counts;

    Histogram(double[] bounds, long[] counts) {
        this.bounds = bounds;
        this.counts = counts;
    }

    /** The bounds, rising; a fresh array. */
    public double[] bounds() {
        return bounds.clone();
    }

    /** How many numbers each bucket has; a fresh array, longer by one than {@link #bounds}. */
    public long[] counts() {
        return counts.clone();
    }

    /** How many lie below the first bound. */
    public long below() {
        return counts[0];
    }

    /** How many lie at the last bound or above. */
    public long above() {
        return counts[counts.length - 1];
    }

    void add(double number) {
        int found = Arrays.binarySearch(bounds, number);
        counts[found >= 0 ? found + 1 : -found - 1]++;
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Refusals.add("histogram", counts[i], other.counts[i]);
        }
    }

    long[] countsInPlace() {
        return counts;
    }
}
