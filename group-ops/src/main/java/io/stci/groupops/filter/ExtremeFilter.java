package io.stci.groupops.filter;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/** The least or the greatest at each place of arrays. All laws hold, to the bit. */
final class ExtremeFilter<N extends Comparable<N>, A> implements Filter<A, A> {
    private final String name;
    private final NumberType<N, A> type;
    private final Side side;

    ExtremeFilter(NumberType<N, A> type, Side side) {
        this.name = side.text() + "." + type + "[]";
        this.type = type;
        this.side = side;
    }

    /** The same, of single numbers. */
    Filter<N, N> single() {
        return new SingleFilter<>(side.text() + "." + type, type.sizeBytes(), this, type::of, type::first, type::of);
    }

    @Override
    public A lift(int rank, A contribution) {
        return type.copy(contribution);
    }

    @Override
    public A merge(A left, A right) {
        Refusals.sameLength(name, type.length(left), type.length(right));
        side.pick(type, left, right);
        return left;
    }

    @Override
    public byte[] encode(A value) {
        ByteBuffer out = ByteBuffer.allocate(type.length(value) * type.sizeBytes());
        type.write(value, out);
        return out.array();
    }

    @Override
    public A decode(byte[] encoded) {
        A array = type.create(Refusals.elements(name, encoded, type.sizeBytes()));
        type.read(array, ByteBuffer.wrap(encoded));
        return array;
    }

    @Override
    public Set<Law> laws() {
        return EnumSet.allOf(Law.class);
    }
}
