package io.stci.groupops.filter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Mean and variance at each place of arrays, by {@link Moments}: 24 bytes each, count, mean and squares, big-endian.
 * Commutative to the bit, associative but for rounding; not idempotent.
 */
final class MomentsFilter implements Filter<double[], List<Moments>> {
    private static final String NAME = "mean-variance";
    private static final int MOMENTS_BYTES = Long.BYTES + 2 * Double.BYTES;

    /** The same, of single numbers. */
    Filter<Double, Moments> single() {
        return new SingleFilter<>(
                NAME,
                MOMENTS_BYTES,
                this,
                NumberType.DOUBLE::of,
                moments -> moments.get(0),
                Collections::singletonList);
    }

    @Override
    public List<Moments> lift(int rank, double[] contribution) {
        List<Moments> moments = new ArrayList<>(contribution.length);
        for (double number : contribution) {
            moments.add(Moments.of(number));
        }
        return moments;
    }

    @Override
    public List<Moments> merge(List<Moments> left, List<Moments> right) {
        Refusals.sameLength(NAME + "[]", left.size(), right.size());
        List<Moments> both = new ArrayList<>(left.size());
        for (int i = 0; i < left.size(); i++) {
            both.add(left.get(i).plus(right.get(i)));
        }
        return both;
    }

    @Override
    public byte[] encode(List<Moments> value) {
        ByteBuffer out = ByteBuffer.allocate(value.size() * MOMENTS_BYTES);
        value.forEach(moments -> {
            out.putLong(moments.count());
            NumberType.DOUBLE.write(new double[] {moments.mean(), moments.squares()}, out);
        });
        return out.array();
    }

    @Override
    public List<Moments> decode(byte[] encoded) {
        int length = Refusals.elements(NAME + "[]", encoded, MOMENTS_BYTES);
        ByteBuffer in = ByteBuffer.wrap(encoded);
        List<Moments> moments = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            moments.add(checked(new Moments(in.getLong(), in.getDouble(), in.getDouble())));
        }
        return moments;
    }

    private static Moments checked(Moments moments) {
        if (moments.count() < 1 || moments.squares() < 0) {
            throw Refusals.malformed(NAME, "has " + moments.count() + " numbers and squares " + moments.squares());
        }
        return moments;
    }
}
