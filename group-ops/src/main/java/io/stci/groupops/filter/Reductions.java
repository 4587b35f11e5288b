package io.stci.groupops.filter;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * The built-in filters as reductions: what agents contribute and what comes of it is in the types. Each is the filter that
 * {@link Filters} makes under the same name, where shapes, limits and laws are said.
 */
public final class Reductions {
    private Reductions() {}

    /** Exact: 2^24 ranks don't fill 64 bits. */
    public static Reduction<Integer, Long> sumInt() {
        return Reduction.of("sum.int");
    }

    /** Place by place, exact; arrays of one length. */
    public static Reduction<int[], long[]> sumInts() {
        return Reduction.of("sum.int[]");
    }

    /** Exact; {@link Filters#exactLong} reads a sum that fits 64 bits. */
    public static Reduction<Long, BigInteger> sumLong() {
        return Reduction.of("sum.long");
    }

    /** Place by place, exact; arrays of one length. */
    public static Reduction<long[], LongSums> sumLongs() {
        return Reduction.of("sum.long[]");
    }

    /** Rounded about once, in whatever order. */
    public static Reduction<Float, FloatingSum> sumFloat() {
        return Reduction.of("sum.float");
    }

    /** Place by place, each rounded about once; arrays of one length. */
    public static Reduction<float[], List<FloatingSum>> sumFloats() {
        return Reduction.of("sum.float[]");
    }

    /** Rounded about once, in whatever order. */
    public static Reduction<Double, FloatingSum> sumDouble() {
        return Reduction.of("sum.double");
    }

    /** Place by place, each rounded about once; arrays of one length. */
    public static Reduction<double[], List<FloatingSum>> sumDoubles() {
        return Reduction.of("sum.double[]");
    }

    /** The least; NaN if any is. */
    public static <N extends Comparable<N>> Reduction<N, N> min(NumberType<N, ?> type) {
        return Reduction.of("min." + type);
    }

    /** The greatest; NaN if any is. */
    public static <N extends Comparable<N>> Reduction<N, N> max(NumberType<N, ?> type) {
        return Reduction.of("max." + type);
    }

    /** Place by place; arrays of one length. */
    public static <A> Reduction<A, A> mins(NumberType<?, A> type) {
        return Reduction.of("min." + type + "[]");
    }

    /** Place by place; arrays of one length. */
    public static <A> Reduction<A, A> maxs(NumberType<?, A> type) {
        return Reduction.of("max." + type + "[]");
    }

    /** With the lowest rank that has it. */
    public static <N extends Comparable<N>> Reduction<N, Extreme<N>> minRank(NumberType<N, ?> type) {
        return Reduction.of("min-rank." + type);
    }

    /** With the lowest rank that has it. */
    public static <N extends Comparable<N>> Reduction<N, Extreme<N>> maxRank(NumberType<N, ?> type) {
        return Reduction.of("max-rank." + type);
    }

    /** How many numbers there are, their mean and variance. */
    public static Reduction<Double, Moments> meanVariance() {
        return Reduction.of("mean-variance");
    }

    /** Place by place; arrays of one length. */
    public static Reduction<double[], List<Moments>> meanVariances() {
        return Reduction.of("mean-variance[]");
    }

    /** How many contributed true. */
    public static Reduction<Boolean, Long> count() {
        return Reduction.of("count");
    }

    /** Each rank's bytes. */
    public static Reduction<byte[], SortedMap<Integer, ByteString>> concatenate() {
        return Reduction.of("concatenate");
    }

    /**
     * How many numbers lie below, between and above the bounds.
     *
     * @param bounds of the buckets, finite and rising
     * @throws io.stci.core.StciException INVALID_ARGUMENT if they are not
     */
    public static Reduction<double[], Histogram> histogram(double... bounds) {
        return Reduction.of("histogram", Filters.histogramParameters(bounds));
    }

    /** Any quantile, within 1% of a number that was there. */
    public static Reduction<Double, Quantiles> quantiles() {
        return Reduction.of("quantiles");
    }

    /**
     * The greatest of all ranks' numbers, the greatest first, with rank and label.
     *
     * @param k how many, 1 to 65536
     * @throws io.stci.core.StciException INVALID_ARGUMENT if it is none of these
     */
    public static Reduction<Collection<Labelled>, List<TopEntry>> top(int k) {
        return Reduction.of("top-k", Filters.topParameters(k));
    }

    /** How many different ones there are, nearly. */
    public static Reduction<Collection<byte[]>, DistinctCount> distinct() {
        return Reduction.of("distinct");
    }

    /** Which ranks contributed the same. */
    public static Reduction<byte[], SortedMap<ByteString, RankSet>> equality() {
        return Reduction.of("equality");
    }

    /** Call paths, with the ranks that are in each. */
    public static Reduction<Collection<CallPath>, PrefixTree> prefixTree() {
        return Reduction.of("prefix-tree");
    }

    /** The union. */
    public static Reduction<RankSet, RankSet> rankSet() {
        return Reduction.of("rank-set");
    }
}
