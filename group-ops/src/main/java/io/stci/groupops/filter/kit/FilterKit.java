package io.stci.groupops.filter.kit;

import io.stci.groupops.filter.Filter;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Tries a filter out, as its author would like it to be tried before it runs on a machine:
 *
 * <ul>
 *   <li>what is encoded decodes to an equal value, and neither changes what it is given;
 *   <li>the laws that it declares hold;
 *   <li>trees of every shape, with parts arriving in many orders, give what a flat merge in the order of ranks gives;
 *   <li>so they do with faults: ranks that are silent, junctions that die before or after their part went up, and parts that are
 *       sent again. A node drops those whose ranks it holds, as those of streams do;
 *   <li>bytes that nobody encoded either decode to something that can be merged and encoded, or are refused as a PROTOCOL_ERROR.
 * </ul>
 *
 * <p>For example, in a test of any framework:
 *
 * <pre>{@code
 * FilterKit.of(MyFilter::new, (random, rank) -> random.nextInt(100)).seed(7).check();
 * }</pre>
 *
 * <p>The same seed gives the same run. Trees are tried only with a filter that declares to be associative, and orders of arrival
 * only with one that is commutative too; for others a result depends on the tree. Confined to one thread.
 *
 * @param <I> what a rank contributes
 * @param <V> a value
 */
public final class FilterKit<I, V> {
    private static final int DEFAULT_ROUNDS = 25;
    private static final int DEFAULT_RANKS = 40;

    private final Supplier<? extends Filter<I, V>> filters;
    private final Contributions<I> contributions;
    private BiPredicate<V, V> equality;
    private long seed = 1;
    private int rounds = DEFAULT_ROUNDS;
    private int ranks = DEFAULT_RANKS;

    private FilterKit(Supplier<? extends Filter<I, V>> filters, Contributions<I> contributions) {
        this.filters = Objects.requireNonNull(filters);
        this.contributions = Objects.requireNonNull(contributions);
    }

    /** @param filters gives a new one for each node */
    public static <I, V> FilterKit<I, V> of(Supplier<? extends Filter<I, V>> filters, Contributions<I> contributions) {
        return new FilterKit<>(filters, contributions);
    }

    /** For a filter that keeps nothing between waves: all nodes share it. */
    public static <I, V> FilterKit<I, V> of(Filter<I, V> filter, Contributions<I> contributions) {
        return new FilterKit<>(() -> filter, contributions);
    }

    /**
     * When two values are the same, such as within a tolerance; it must not change them. Without, they are if their encodings
     * are. Then what encoding leaves out is not missed, except where it shows in what is merged later.
     */
    public FilterKit<I, V> equality(BiPredicate<V, V> equality) {
        this.equality = Objects.requireNonNull(equality);
        return this;
    }

    /** What all randomness comes from; 1 unless it is said otherwise. */
    public FilterKit<I, V> seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * How often each thing is tried with other contributions; 25 unless it is said otherwise.
     *
     * @throws IllegalArgumentException if below 1
     */
    public FilterKit<I, V> rounds(int rounds) {
        this.rounds = positive(rounds, "rounds");
        return this;
    }

    /**
     * How many ranks the largest trees have; 40 unless it is said otherwise.
     *
     * @throws IllegalArgumentException if below 1
     */
    public FilterKit<I, V> ranks(int ranks) {
        this.ranks = positive(ranks, "ranks");
        return this;
    }

    /**
     * Tries it all.
     *
     * @throws AssertionError naming what went wrong, with which values, and the seed
     */
    public Report check() {
        Trial<I, V> trial = new Trial<>(filters, contributions, equality, seed);
        Set<Filter.Law> declared = EnumSet.noneOf(Filter.Law.class);
        declared.addAll(filters.get().laws());
        CodecCheck.run(trial, rounds, ranks);
        Set<Filter.Law> undeclared = new LawCheck<>(trial, declared).run(rounds);
        int reductions = declared.contains(Filter.Law.ASSOCIATIVE)
                ? new TreeCheck<>(trial, declared.contains(Filter.Law.COMMUTATIVE)).run(rounds, ranks)
                : 0;
        MalformedCheck<I, V> malformed = new MalformedCheck<>(trial);
        malformed.run(rounds);
        return new Report(
                declared, undeclared, reductions, malformed.tried(), malformed.refused(), trial.largestBytes());
    }

    private static int positive(int number, String what) {
        if (number < 1) {
            throw new IllegalArgumentException(number + " " + what);
        }
        return number;
    }
}
