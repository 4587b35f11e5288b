package io.stci.groupops.filter;

import io.stci.core.StciException;
import java.nio.ByteBuffer;

/**
 * Counts numbers between bounds: 8 bytes a bucket, big-endian. Associative and commutative; not idempotent.
 *
 * <p>Parameters: the bounds, big-endian doubles.
 */
final class HistogramFilter implements Filter<double[], Histogram> {
    static final String NAME = "histogram";
    private static final int MAX_BOUNDS = 4096;

    private final double[] bounds;

    /** @throws StciException INVALID_ARGUMENT unless there are 1 to 4096 finite numbers, each above the last */
    HistogramFilter(double... bounds) {
        this.bounds = bounds.clone();
        if (bounds.length == 0 || bounds.length > MAX_BOUNDS) {
            throw invalid(bounds.length + " bounds");
        }
        for (int i = 0; i < bounds.length; i++) {
            // Minus zero lies where zero does.
            this.bounds[i] += 0.0;
            if (!Double.isFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
                throw invalid("bound " + bounds[i]);
            }
        }
    }

    static byte[] parameters(double... bounds) {
        ByteBuffer out = ByteBuffer.allocate(bounds.length * Double.BYTES);
        NumberType.DOUBLE.write(new HistogramFilter(bounds).bounds, out);
        return out.array();
    }

    static HistogramFilter create(byte[] parameters) {
        if (parameters.length % Double.BYTES != 0) {
            throw invalid(parameters.length + " bytes of parameters");
        }
        double[] bounds = new double[parameters.length / Double.BYTES];
        NumberType.DOUBLE.read(bounds, ByteBuffer.wrap(parameters));
        return new HistogramFilter(bounds);
    }

    /** @throws StciException INVALID_ARGUMENT if a number is NaN */
    @Override
    public Histogram lift(int rank, double[] contribution) {
        Histogram histogram = new Histogram(bounds, new long[bounds.length + 1]);
        for (double number : contribution) {
            if (Double.isNaN(number)) {
                throw Refusals.invalid("rank " + rank, "has NaN for a histogram", "leave out what is no number");
            }
            histogram.add(number + 0.0);
        }
        return histogram;
    }

    @Override
    public Histogram merge(Histogram left, Histogram right) {
        left.add(right);
        return left;
    }

    @Override
    public byte[] encode(Histogram value) {
        ByteBuffer out = ByteBuffer.allocate((bounds.length + 1) * Long.BYTES);
        NumberType.LONG.write(value.countsInPlace(), out);
        return out.array();
    }

    @Override
    public Histogram decode(byte[] encoded) {
        long[] counts = new long[bounds.length + 1];
        if (encoded.length != counts.length * Long.BYTES) {
            throw Refusals.malformed(NAME, "has " + encoded.length + " bytes for " + counts.length + " buckets");
        }
        NumberType.LONG.read(counts, ByteBuffer.wrap(encoded));
        for (long count : counts) {
            if (count < 0) {
                throw Refusals.malformed(NAME, "counts " + count);
            }
        }
        return new Histogram(bounds, counts);
    }

    private static StciException invalid(String what) {
        return Refusals.invalid(
                NAME, "can't have " + what, "name 1 to " + MAX_BOUNDS + " finite bounds, each above the last");
    }
}
