package io.stci.session.tool;

import io.stci.groupops.filter.FloatingSum;
import io.stci.groupops.filter.LongSums;
import io.stci.groupops.filter.Moments;
import io.stci.groupops.filter.NumberType;
import io.stci.groupops.filter.Reduction;
import io.stci.groupops.filter.Reductions;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * How long arrays are combined, place by place: chunk by chunk, and the chunks' results joined at the front-end. Immutable.
 *
 * @param reduction of a chunk
 * @param join what the chunks come to, in their order; at least one
 * @param <A> the array that an agent contributes: of int, long, float or double
 * @param <C> what a chunk comes to
 * @param <V> the result
 */
public record VectorReduction<A, C, V>(Reduction<A, C> reduction, Function<List<C>, V> join) {
    /** Exact: 2^24 ranks don't fill 64 bits. */
    public static VectorReduction<int[], long[], long[]> sumInts() {
        return new VectorReduction<>(Reductions.sumInts(), VectorReduction::joinLongs);
    }

    /** Exact; fails with RESOURCE_EXHAUSTED if a sum does not fit 64 bits. */
    public static VectorReduction<long[], LongSums, long[]> sumLongs() {
        return new VectorReduction<>(
                Reductions.sumLongs(),
                chunks -> joinLongs(chunks.stream().map(LongSums::exact).toList()));
    }

    /** Each rounded about once, in whatever order. */
    public static VectorReduction<float[], List<FloatingSum>, List<FloatingSum>> sumFloats() {
        return new VectorReduction<>(Reductions.sumFloats(), VectorReduction::joinLists);
    }

    /** Each rounded about once, in whatever order. */
    public static VectorReduction<double[], List<FloatingSum>, List<FloatingSum>> sumDoubles() {
        return new VectorReduction<>(Reductions.sumDoubles(), VectorReduction::joinLists);
    }

    /** How many numbers there are at each place, their mean and variance. */
    public static VectorReduction<double[], List<Moments>, List<Moments>> meanVariances() {
        return new VectorReduction<>(Reductions.meanVariances(), VectorReduction::joinLists);
    }

    /** The least at each place; NaN if any is. */
    public static <A> VectorReduction<A, A, A> mins(NumberType<?, A> type) {
        return new VectorReduction<>(Reductions.mins(type), VectorReduction::joinArrays);
    }

    /** The greatest at each place; NaN if any is. */
    public static <A> VectorReduction<A, A, A> maxs(NumberType<?, A> type) {
        return new VectorReduction<>(Reductions.maxs(type), VectorReduction::joinArrays);
    }

    private static long[] joinLongs(List<long[]> chunks) {
        return chunks.stream().flatMapToLong(Arrays::stream).toArray();
    }

    private static <E> List<E> joinLists(List<List<E>> chunks) {
        List<E> all = new ArrayList<>();
        chunks.forEach(all::addAll);
        return all;
    }

    @SuppressWarnings("unchecked")
    private static <A> A joinArrays(List<A> chunks) {
        int length = chunks.stream().mapToInt(Slices::length).sum();
        Object all = Array.newInstance(chunks.get(0).getClass().getComponentType(), length);
        int at = 0;
        for (A chunk : chunks) {
            System.arraycopy(chunk, 0, all, at, Slices.length(chunk));
            at += Slices.length(chunk);
        }
        return (A) all;
    }
}
