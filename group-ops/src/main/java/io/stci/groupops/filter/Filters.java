package io.stci.groupops.filter;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * The built-in filters, typed; {@link BuiltInFilters} has the same by name. docs/filters.md says what each does, how its values
 * travel and which laws hold.
 *
 * <p>Each call makes a new filter. Those of arrays fail a wave with INVALID_ARGUMENT if ranks send arrays of different length. No
 * integer sum or count ever wraps: what can't be held fails with RESOURCE_EXHAUSTED. Bytes that no such filter made are a
 * PROTOCOL_ERROR.
 */
public final class Filters {
    private static final int MAX_LONG_BITS = Long.SIZE - 1;

    private Filters() {}

    /** {@code sum.int}: exact. */
    public static Filter<Integer, Long> sumInt() {
        return new IntSumsFilter().single();
    }

    /** {@code sum.int[]}: exact. */
    public static Filter<int[], long[]> sumInts() {
        return new IntSumsFilter();
    }

    /** {@code sum.long}: exact, whatever partial sums come to; {@link #exactLong} reads the last. */
    public static Filter<Long, BigInteger> sumLong() {
        return new LongSumFilter();
    }

    /**
     * A sum as 64 bits.
     *
     * @throws io.stci.core.StciException RESOURCE_EXHAUSTED if they can't hold it
     */
    public static long exactLong(BigInteger sum) {
        if (sum.bitLength() > MAX_LONG_BITS) {
            throw Refusals.beyond("sum " + sum, Long.SIZE);
        }
        return sum.longValue();
    }

    /** {@code sum.long[]}: exact, whatever partial sums come to. */
    public static Filter<long[], LongSums> sumLongs() {
        return new LongSumsFilter();
    }

    /** {@code sum.float}: as doubles, with what rounding takes carried along. */
    public static Filter<Float, FloatingSum> sumFloat() {
        return floats().single();
    }

    /** {@code sum.float[]}: as doubles, with what rounding takes carried along. */
    public static Filter<float[], List<FloatingSum>> sumFloats() {
        return floats();
    }

    /** {@code sum.double}: with what rounding takes carried along. */
    public static Filter<Double, FloatingSum> sumDouble() {
        return doubles().single();
    }

    /** {@code sum.double[]}: with what rounding takes carried along. */
    public static Filter<double[], List<FloatingSum>> sumDoubles() {
        return doubles();
    }

    /** Such as {@code min.int}. NaN if any number is NaN. */
    public static <N extends Comparable<N>> Filter<N, N> min(NumberType<N, ?> type) {
        return new ExtremeFilter<>(type, Side.MIN).single();
    }

    /** Such as {@code max.int}. NaN if any number is NaN. */
    public static <N extends Comparable<N>> Filter<N, N> max(NumberType<N, ?> type) {
        return new ExtremeFilter<>(type, Side.MAX).single();
    }

    /** Such as {@code min.int[]}: the least at each place. NaN if any number there is NaN. */
    public static <A> Filter<A, A> mins(NumberType<?, A> type) {
        return new ExtremeFilter<>(type, Side.MIN);
    }

    /** Such as {@code max.int[]}: the greatest at each place. NaN if any number there is NaN. */
    public static <A> Filter<A, A> maxs(NumberType<?, A> type) {
        return new ExtremeFilter<>(type, Side.MAX);
    }

    /** Such as {@code min-rank.int}: with the lowest rank that has it. NaN, if any, is taken for the least. */
    public static <N extends Comparable<N>> Filter<N, Extreme<N>> minRank(NumberType<N, ?> type) {
        return new ExtremeRankFilter<>(type, Side.MIN);
    }

    /** Such as {@code max-rank.int}: with the lowest rank that has it. NaN, if any, is taken for the greatest. */
    public static <N extends Comparable<N>> Filter<N, Extreme<N>> maxRank(NumberType<N, ?> type) {
        return new ExtremeRankFilter<>(type, Side.MAX);
    }

    /** {@code mean-variance}. */
    public static Filter<Double, Moments> meanVariance() {
        return new MomentsFilter().single();
    }

    /** {@code mean-variance[]}: at each place. */
    public static Filter<double[], List<Moments>> meanVariances() {
        return new MomentsFilter();
    }

    /** {@code count}: how many ranks say yes. */
    public static Filter<Boolean, Long> count() {
        return new CountFilter();
    }

    /** {@code concatenate}: each rank's bytes, by rank. What is contributed is taken over, to be left unchanged. */
    public static Filter<byte[], SortedMap<Integer, ByteString>> concatenate() {
        return new ConcatenateFilter();
    }

    /** {@code numbers}: sum, least, greatest and quantiles of numbers that have names. */
    public static Filter<NumericSummaries, NumericSummaries> numbers() {
        return new NumericSummaryFilter();
    }

    /**
     * {@code histogram}: how many numbers lie between bounds.
     *
     * @throws io.stci.core.StciException INVALID_ARGUMENT unless there are 1 to 4096 finite bounds, each above the last
     */
    public static Filter<double[], Histogram> histogram(double... bounds) {
        return new HistogramFilter(bounds);
    }

    /** As {@link BuiltInFilters} takes them; errors as of {@link #histogram}. */
    public static byte[] histogramParameters(double... bounds) {
        return HistogramFilter.parameters(bounds);
    }

    /** {@code quantiles}: of one number a rank. */
    public static Filter<Double, Quantiles> quantiles() {
        return new QuantilesFilter();
    }

    /**
     * {@code top-k}: the greatest numbers, greatest first.
     *
     * @throws io.stci.core.StciException INVALID_ARGUMENT unless k is between 1 and 65536
     */
    public static Filter<Collection<Labelled>, List<TopEntry>> top(int k) {
        return new TopFilter(k);
    }

    /** As {@link BuiltInFilters} takes them; errors as of {@link #top}. */
    public static byte[] topParameters(int k) {
        return TopFilter.parameters(k);
    }

    /** {@code distinct}: about how many different byte strings there are, within 1.2% (standard error). */
    public static Filter<Collection<byte[]>, DistinctCount> distinct() {
        return distinct(DistinctFilter.DEFAULT_PRECISION);
    }

    /**
     * {@code distinct}, with a standard error of 0.785 / sqrt(2^precision), in up to 2^precision bytes.
     *
     * @throws io.stci.core.StciException INVALID_ARGUMENT unless the precision is between 4 and 16
     */
    public static Filter<Collection<byte[]>, DistinctCount> distinct(int precision) {
        return new DistinctFilter(precision);
    }

    /** As {@link BuiltInFilters} takes them; errors as of {@link #distinct(int)}. */
    public static byte[] distinctParameters(int precision) {
        return DistinctFilter.parameters(precision);
    }

    /** {@code equality}: which ranks have the same bytes; of lines and other text too. */
    public static Filter<byte[], SortedMap<ByteString, RankSet>> equality() {
        return new EqualityFilter();
    }

    /** {@code prefix-tree}: call paths joined from the outermost frame on. */
    public static Filter<Collection<CallPath>, PrefixTree> prefixTree() {
        return new PrefixTreeFilter();
    }

    /** {@code rank-set}: the union. */
    public static Filter<RankSet, RankSet> rankSet() {
        return new RankSetFilter();
    }

    private static FloatingSumsFilter<Float, float[]> floats() {
        return new FloatingSumsFilter<>(NumberType.FLOAT, (array, index) -> array[index]);
    }

    private static FloatingSumsFilter<Double, double[]> doubles() {
        return new FloatingSumsFilter<>(NumberType.DOUBLE, (array, index) -> array[index]);
    }
}
