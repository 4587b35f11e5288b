package io.stci.core;

import java.util.Collection;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/**
 * An immutable, compressed set of ranks (0-based agent indices), printed and parsed as {@code 0-63,70}.
 *
 * <p>Most sets in a tree are one range, and take two numbers; others are a Roaring bitmap, so that unions of 10^5 ranks cost
 * microseconds. Threads: safe to share.
 */
public final class RankSet {
    /** Ranks lie below this bound; it keeps what untrusted bytes can ask for finite. */
    public static final int MAX_RANKS = 1 << 24;

    private static final RankSet EMPTY = new RankSet(0, -1, null);

    /** Of all ranks; the last is -1 if there is none. */
    private final int first;

    private final int last;
    /** Null if the set is the whole range. */
    private final RoaringBitmap bits;

    private RankSet(int first, int last, RoaringBitmap bits) {
        this.first = first;
        this.last = last;
        this.bits = bits;
    }

    /** Takes the bitmap over. */
    private static RankSet of(RoaringBitmap bits) {
        if (bits.isEmpty()) {
            return EMPTY;
        }
        int first = bits.first();
        int last = bits.last();
        boolean whole = bits.getCardinality() == last - first + 1;
        return new RankSet(first, last, whole ? null : bits);
    }

    /** No rank at all. */
    public static RankSet empty() {
        return EMPTY;
    }

    /**
     * One rank.
     *
     * @throws StciException INVALID_ARGUMENT unless it lies between 0 and {@link #MAX_RANKS} - 1
     */
    public static RankSet of(int rank) {
        return new RankSet(checkRank(rank), rank, null);
    }

    /**
     * These ranks, in any order, each as often as one likes.
     *
     * @throws StciException INVALID_ARGUMENT unless each lies between 0 and {@link #MAX_RANKS} - 1
     */
    public static RankSet of(int... ranks) {
        Builder builder = new Builder();
        for (int rank : ranks) {
            builder.add(rank);
        }
        return builder.build();
    }

    /**
     * All ranks from first to last, both included; empty if last &lt; first.
     *
     * @throws StciException INVALID_ARGUMENT unless both lie between 0 and {@link #MAX_RANKS} - 1
     */
    public static RankSet range(int first, int last) {
        return last < first ? EMPTY : new RankSet(checkRank(first), checkRank(last), null);
    }

    /** The ranks 0 to size - 1; empty for a size of 0. */
    public static RankSet all(int size) {
        return range(0, size - 1);
    }

    /**
     * Reads {@code 0-3,8}, with or without brackets around it.
     *
     * @throws StciException INVALID_ARGUMENT naming the part that is wrong
     */
    public static RankSet parse(String text) {
        return RankSetText.parse(text);
    }

    /**
     * Reads a choice among the ranks 0 to size - 1: a rank set, {@code !} before one for all the others, or {@code all}.
     *
     * @throws StciException INVALID_ARGUMENT if it is malformed, empty, or names a rank that isn't there
     */
    public static RankSet parseSelection(String text, int size) {
        return RankSetText.parseSelection(text, size);
    }

    /**
     * The inverse of {@link #encode()}; every byte string either decodes or is refused.
     *
     * @throws StciException PROTOCOL_ERROR if {@link #encode()} did not make it
     */
    public static RankSet decode(byte[] bytes) {
        return RankSetCodec.decode(bytes, 0, bytes.length);
    }

    /** The compact form that travels: varint pairs (gap to the previous range, length - 1) in rising order; a fresh array. */
    public byte[] encode() {
        return RankSetCodec.encode(this);
    }

    /** True if this rank is in the set; false for a number that is no rank. */
    public boolean contains(int rank) {
        return rank >= first && rank <= last && (bits == null || bits.contains(rank));
    }

    /** True if there is no rank. */
    public boolean isEmpty() {
        return last < first;
    }

    /** How many ranks there are. */
    public int size() {
        return bits == null ? last - first + 1 : bits.getCardinality();
    }

    /** The lowest rank; the set must not be empty. */
    public int first() {
        checkNotEmpty();
        return first;
    }

    /** The highest rank; the set must not be empty. */
    public int last() {
        checkNotEmpty();
        return last;
    }

    /** The ranks that are in this set, the other, or both. */
    public RankSet union(RankSet other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        if (bits == null && other.bits == null && touches(other)) {
            return range(Math.min(first, other.first), Math.max(last, other.last));
        }
        return of(RoaringBitmap.or(bits(), other.bits()));
    }

    /** The ranks of this set that are not in the other. */
    public RankSet minus(RankSet other) {
        if (isApart(other)) {
            return this;
        }
        if (bits == null && other.bits == null && (other.first <= first || other.last >= last)) {
            return other.first <= first ? range(other.last + 1, last) : range(first, other.first - 1);
        }
        return of(RoaringBitmap.andNot(bits(), other.bits()));
    }

    /** The ranks that are in both sets. */
    public RankSet intersect(RankSet other) {
        if (isApart(other)) {
            return EMPTY;
        }
        if (bits == null && other.bits == null) {
            return range(Math.max(first, other.first), Math.min(last, other.last));
        }
        return of(RoaringBitmap.and(bits(), other.bits()));
    }

    /** True if there is a rank in both sets. */
    public boolean intersects(RankSet other) {
        return !isApart(other)
                && (bits == null && other.bits == null || RoaringBitmap.intersects(bits(), other.bits()));
    }

    /** True if every rank of the other is in this set. */
    public boolean containsAll(RankSet other) {
        if (other.isEmpty()) {
            return true;
        }
        return first <= other.first
                && last >= other.last
                && (bits == null
                        || (other.bits == null
                                ? bits.contains(other.first, other.last + 1L)
                                : bits.contains(other.bits)));
    }

    /** Empty sets are apart from all. */
    private boolean isApart(RankSet other) {
        return first > other.last || last < other.first;
    }

    /** True if two ranges make one. */
    private boolean touches(RankSet other) {
        return first <= other.last + 1 && other.first <= last + 1;
    }

    private RoaringBitmap bits() {
        return bits == null ? RoaringBitmap.bitmapOfRange(first, last + 1L) : bits;
    }

    private void checkNotEmpty() {
        if (isEmpty()) {
            throw new NoSuchElementException("the set has no ranks");
        }
    }

    /** The ranks that are in any of the sets. */
    public static RankSet union(Collection<RankSet> sets) {
        Builder builder = new Builder();
        sets.forEach(builder::add);
        return builder.build();
    }

    /** Visits the ranks in rising order. */
    public void forEach(IntConsumer action) {
        if (bits != null) {
            bits.forEach((org.roaringbitmap.IntConsumer) action::accept);
            return;
        }
        for (int rank = first; rank <= last; rank++) {
            action.accept(rank);
        }
    }

    /** The ranks in rising order; a fresh array. */
    public int[] toArray() {
        return bits == null ? IntStream.rangeClosed(first, last).toArray() : bits.toArray();
    }

    /** Visits the maximal ranges (first, last) in rising order; takes time for each range, not for each rank. */
    public void forEachRange(RangeConsumer action) {
        if (bits != null) {
            forEachRangeOf(bits, action);
        } else if (!isEmpty()) {
            action.accept(first, last);
        }
    }

    private static void forEachRangeOf(RoaringBitmap bits, RangeConsumer action) {
        long first = bits.nextValue(0);
        while (first >= 0) {
            long end = bits.nextAbsentValue((int) first);
            action.accept((int) first, (int) end - 1);
            first = bits.nextValue((int) end);
        }
    }

    /** Takes a range, both ends included. */
    @FunctionalInterface
    public interface RangeConsumer {
        /** A range: its lowest rank and its highest. */
        void accept(int first, int last);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RankSet that
                && first == that.first
                && last == that.last
                && Objects.equals(bits, that.bits);
    }

    /** Of bounds and size: a bitmap's own would depend on how it was made. */
    @Override
    public int hashCode() {
        return 31 * (31 * first + last) + size();
    }

    /** {@code 0-63,70}; the empty set prints as an empty string. */
    @Override
    public String toString() {
        return RankSetText.format(this);
    }

    static int checkRank(int rank) {
        if (rank < 0 || rank >= MAX_RANKS) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "rank " + rank,
                    "is not between 0 and " + (MAX_RANKS - 1),
                    "name a rank of the session");
        }
        return rank;
    }

    /** Gathers ranks into a set. Confined to one thread; {@link #build()} hands the content over. */
    public static final class Builder {
        private RankSet range = EMPTY;
        /** Null as long as what has been added is one range. */
        private RoaringBitmap bits;

        /**
         * Adds a rank; without effect if it is there.
         *
         * @throws StciException INVALID_ARGUMENT unless it lies between 0 and {@link #MAX_RANKS} - 1
         */
        public Builder add(int rank) {
            return addRange(rank, rank);
        }

        /** Adds all ranks of a set. */
        public Builder add(RankSet ranks) {
            if (ranks.bits != null) {
                ownBits().or(ranks.bits);
            } else if (!ranks.isEmpty()) {
                addRange(ranks.first, ranks.last);
            }
            return this;
        }

        /**
         * Adds all ranks from first to last, both included; none if last &lt; first.
         *
         * @throws StciException INVALID_ARGUMENT unless both lie between 0 and {@link #MAX_RANKS} - 1
         */
        public Builder addRange(int first, int last) {
            checkRank(first);
            checkRank(last);
            if (bits == null && range.isEmpty()) {
                range = range(first, last);
            } else if (bits == null && last >= first && first <= range.last + 1 && range.first <= last + 1) {
                range = range(Math.min(first, range.first), Math.max(last, range.last));
            } else {
                ownBits().add(first, last + 1L);
            }
            return this;
        }

        /** How many ranks have been added, each counted once. */
        public int size() {
            return bits == null ? range.size() : bits.getCardinality();
        }

        /** True if every one of these ranks has been added. */
        public boolean containsAll(RankSet ranks) {
            return bits == null ? range.containsAll(ranks) : bits.contains(ranks.bits());
        }

        /** The set; the builder is empty afterwards. */
        public RankSet build() {
            RankSet built = bits == null ? range : of(bits);
            range = EMPTY;
            bits = null;
            return built;
        }

        private RoaringBitmap ownBits() {
            if (bits == null) {
                bits = range.isEmpty() ? new RoaringBitmap() : range.bits();
            }
            return bits;
        }
    }
}
