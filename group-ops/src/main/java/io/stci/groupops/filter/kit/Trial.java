package io.stci.groupops.filter.kit;

import io.stci.core.RankSet;
import io.stci.groupops.filter.Filter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** One run of the kit: how values are made and compared, and how a failure is told. */
final class Trial<I, V> {
    private static final int SHOWN_BYTES = 32;
    private static final int SHOWN_CHARS = 200;

    private final Supplier<? extends Filter<I, V>> filters;
    private final Contributions<I> contributions;
    private final BiPredicate<V, V> equality;
    private final long seed;
    private int largestBytes;

    /** @param equality null for that of encodings */
    Trial(
            Supplier<? extends Filter<I, V>> filters,
            Contributions<I> contributions,
            BiPredicate<V, V> equality,
            long seed) {
        this.filters = filters;
        this.contributions = contributions;
        this.equality = equality;
        this.seed = seed;
    }

    /** Randomness for one round of one check: none depends on what others draw. */
    SplittableRandom random(String check, int round) {
        return new SplittableRandom(seed * 1_000_003 + check.hashCode() * 10_007L + round);
    }

    Filter<I, V> newFilter() {
        return filters.get();
    }

    int largestBytes() {
        return largestBytes;
    }

    /** A rank's value as it is before it ever travelled; the same each time for a seed. */
    V lift(Filter<I, V> filter, int rank, long contributionSeed) {
        I contribution = contributions.draw(new SplittableRandom(contributionSeed), rank);
        return attempt("lift of rank " + rank, () -> filter.lift(rank, contribution));
    }

    byte[] encode(Filter<I, V> filter, V value) {
        byte[] encoded = attempt("encode", () -> filter.encode(value));
        largestBytes = Math.max(largestBytes, encoded.length);
        return encoded;
    }

    /** Decodes what was encoded. */
    V decode(Filter<I, V> filter, byte[] encoded) {
        byte[] given = encoded.clone();
        V value = attempt("decode of " + show(encoded), () -> filter.decode(given));
        checkUnchanged(encoded, given);
        return value;
    }

    V merge(Filter<I, V> filter, V left, V right) {
        return attempt("merge", () -> filter.merge(left, right));
    }

    V complete(Filter<I, V> filter, RankSet ranks, V value) {
        return attempt("complete", () -> filter.complete(1, ranks, value));
    }

    boolean same(V left, V right) {
        if (equality != null) {
            return attempt("the equality", () -> equality.test(left, right));
        }
        Filter<I, V> filter = newFilter();
        return Arrays.equals(encode(filter, left), encode(filter, right));
    }

    void checkUnchanged(byte[] before, byte[] after) {
        if (!Arrays.equals(before, after)) {
            throw failure(
                    "decode changes the bytes that it is given: " + show(before) + " became " + show(after), null);
        }
    }

    /** A failure that can be repeated. */
    AssertionError failure(String what, Throwable cause) {
        return new AssertionError(what + " (seed " + seed + ")", cause);
    }

    String show(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES));
        return bytes.length + " bytes " + hex + (bytes.length > SHOWN_BYTES ? "..." : "");
    }

    /** A value for a person: as it prints, and as it travels. */
    String show(V value) {
        String text = String.valueOf(value);
        String cut = text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "..." : text;
        return cut + " [" + show(encode(newFilter(), value)) + "]";
    }

    private <T> T attempt(String what, Supplier<T> action) {
        try {
            return Objects.requireNonNull(action.get(), what + " gives null");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw failure(what + " throws " + e, e);
        }
    }
}
