package io.stci.groupops.filter;

import io.stci.core.RankSet;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * The least or the greatest number with the lowest rank that has it: the number, then 4 bytes of rank. NaN, if any rank has
 * it, comes before all; -0.0 is less than 0.0. All laws hold, to the bit.
 */
final class ExtremeRankFilter<N extends Comparable<N>, A> implements Filter<N, Extreme<N>> {
    private final String name;
    private final NumberType<N, A> type;
    private final Side side;

    ExtremeRankFilter(NumberType<N, A> type, Side side) {
        this.name = side.text() + "-rank." + type;
        this.type = type;
        this.side = side;
    }

    @Override
    public Extreme<N> lift(int rank, N contribution) {
        return new Extreme<>(contribution, rank);
    }

    @Override
    public Extreme<N> merge(Extreme<N> left, Extreme<N> right) {
        int order = compare(left.value(), right.value());
        return order < 0 || (order == 0 && left.rank() <= right.rank()) ? left : right;
    }

    @Override
    public byte[] encode(Extreme<N> value) {
        ByteBuffer out = ByteBuffer.allocate(sizeBytes());
        type.write(type.of(value.value()), out.slice(0, type.sizeBytes()));
        return out.putInt(type.sizeBytes(), value.rank()).array();
    }

    @Override
    public Extreme<N> decode(byte[] encoded) {
        if (encoded.length != sizeBytes()) {
            throw Refusals.malformed(name, "has " + encoded.length + " bytes, not " + sizeBytes());
        }
        ByteBuffer in = ByteBuffer.wrap(encoded);
        A number = type.create(1);
        type.read(number, in);
        int rank = in.getInt(type.sizeBytes());
        if (rank < 0 || rank >= RankSet.MAX_RANKS) {
            throw Refusals.malformed(name, "names rank " + rank);
        }
        return new Extreme<>(type.first(number), rank);
    }

    @Override
    public Set<Law> laws() {
        return EnumSet.allOf(Law.class);
    }

    private int sizeBytes() {
        return type.sizeBytes() + Integer.BYTES;
    }

    /** Floating numbers compare as their type does, in which any two NaN are equal. */
    private int compare(N left, N right) {
        boolean leftNaN = type.isNaN(left);
        boolean rightNaN = type.isNaN(right);
        return leftNaN || rightNaN ? Boolean.compare(rightNaN, leftNaN) : side.compare(left, right);
    }
}
