package io.stci.groupops.filter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Adds floating-point numbers at each place of arrays, by {@link FloatingSum}: 16 bytes a sum, the rounded one and its error
 * as big-endian doubles. Commutative to the bit, associative but for rounding; not idempotent.
 *
 * @param <A> an array of contributions
 */
final class FloatingSumsFilter<N extends Comparable<N>, A> implements Filter<A, List<FloatingSum>> {
    private static final int SUM_BYTES = 2 * Double.BYTES;

    private final NumberType<N, A> type;
    private final Widening<A> widening;
    private final String name;

    /** Reads any floating number as a double, exactly. */
    interface Widening<A> {
        double at(A array, int index);
    }

    FloatingSumsFilter(NumberType<N, A> type, Widening<A> widening) {
        this.type = type;
        this.widening = widening;
        this.name = "sum." + type;
    }

    /** The same, of single numbers. */
    Filter<N, FloatingSum> single() {
        return new SingleFilter<>(name, SUM_BYTES, this, type::of, sums -> sums.get(0), Collections::singletonList);
    }

    @Override
    public List<FloatingSum> lift(int rank, A contribution) {
        List<FloatingSum> sums = new ArrayList<>(type.length(contribution));
        for (int i = 0; i < type.length(contribution); i++) {
            sums.add(FloatingSum.of(widening.at(contribution, i)));
        }
        return sums;
    }

    @Override
    public List<FloatingSum> merge(List<FloatingSum> left, List<FloatingSum> right) {
        Refusals.sameLength(name + "[]", left.size(), right.size());
        List<FloatingSum> sums = new ArrayList<>(left.size());
        for (int i = 0; i < left.size(); i++) {
            sums.add(left.get(i).plus(right.get(i)));
        }
        return sums;
    }

    @Override
    public byte[] encode(List<FloatingSum> value) {
        ByteBuffer out = ByteBuffer.allocate(value.size() * SUM_BYTES);
        value.forEach(sum -> NumberType.DOUBLE.write(new double[] {sum.rounded(), sum.error()}, out));
        return out.array();
    }

    @Override
    public List<FloatingSum> decode(byte[] encoded) {
        int length = Refusals.elements(name + "[]", encoded, SUM_BYTES);
        ByteBuffer in = ByteBuffer.wrap(encoded);
        List<FloatingSum> sums = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            sums.add(new FloatingSum(in.getDouble(), in.getDouble()));
        }
        return sums;
    }
}
