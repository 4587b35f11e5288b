package io.stci.groupops.filter;

import java.util.Set;
import java.util.function.Function;

/**
 * A filter of single things, by way of a filter of arrays: each is an array of length one.
 *
 * @param <I> what a rank contributes
 * @param <V> a value
 * @param <J> what stands for an array of contributions
 * @param <W> what stands for an array of values
 */
final class SingleFilter<I, V, J, W> implements Filter<I, V> {
    private final String name;
    private final int sizeBytes;
    private final Filter<J, W> arrays;
    private final Function<I, J> wrap;
    private final Function<W, V> first;
    private final Function<V, W> arrayOf;

    /** @param sizeBytes of each encoded value */
    SingleFilter(
            String name,
            int sizeBytes,
            Filter<J, W> arrays,
            Function<I, J> wrap,
            Function<W, V> first,
            Function<V, W> arrayOf) {
        this.name = name;
        this.sizeBytes = sizeBytes;
        this.arrays = arrays;
        this.wrap = wrap;
        this.first = first;
        this.arrayOf = arrayOf;
    }

    @Override
    public V lift(int rank, I contribution) {
        return first.apply(arrays.lift(rank, wrap.apply(contribution)));
    }

    @Override
    public V merge(V left, V right) {
        return first.apply(arrays.merge(arrayOf.apply(left), arrayOf.apply(right)));
    }

    @Override
    public byte[] encode(V value) {
        return arrays.encode(arrayOf.apply(value));
    }

    @Override
    public V decode(byte[] encoded) {
        if (encoded.length != sizeBytes) {
            throw Refusals.malformed(name, "has " + encoded.length + " bytes, not " + sizeBytes);
        }
        return first.apply(arrays.decode(encoded));
    }

    @Override
    public Set<Law> laws() {
        return arrays.laws();
    }
}
