package io.stci.core;

import java.util.Collection;
import java.util.function.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * An immutable, compressed set of ranks (0-based agent indices), printed and parsed as {@code 0-63,70}.
 *
 * <p>Backed by a Roaring bitmap, so unions of 10^5 ranks cost microseconds. Threads: safe to share.
 */
public final class RankSet {
    /** Ranks lie below this bound; it keeps what untrusted bytes can ask for finite. */
    public static final int MAX_RANKS = 1 << 24;

    private static final RankSet EMPTY = new RankSet(new RoaringBitmap());

    private final RoaringBitmap bits;

    private RankSet(RoaringBitmap bits) {
        this.bits = bits;
    }

    /** No rank at all. */
    public static RankSet empty() {
        return EMPTY;
    }

    /**
     * These ranks, in any order, each as often as one likes.
     *
     * @throws StciException INVALID_ARGUMENT unless each lies between 0 and {@link #MAX_RANKS} - 1
     */
    public static RankSet of(int... ranks) {
        RoaringBitmap bits = new RoaringBitmap();
        for (int rank : ranks) {
            bits.add(checkRank(rank));
        }
        return new RankSet(bits);
    }

    /**
     * All ranks from first to last, both included; empty if last &lt; first.
     *
     * @throws StciException INVALID_ARGUMENT unless both lie between 0 and {@link #MAX_RANKS} - 1
     */
    public static RankSet range(int first, int last) {
        if (last < first) {
            return EMPTY;
        }
        checkRank(first);
        checkRank(last);
        return new RankSet(RoaringBitmap.bitmapOfRange(first, last + 1L));
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
        return bits.contains(rank);
    }

    /** True if there is no rank. */
    public boolean isEmpty() {
        return bits.isEmpty();
    }

    /** How many ranks there are. */
    public int size() {
        return bits.getCardinality();
    }

    /** The lowest rank; the set must not be empty. */
    public int first() {
        return bits.first();
    }

    /** The highest rank; the set must not be empty. */
    public int last() {
        return bits.last();
    }

    /** The ranks that are in this set, the other, or both. */
    public RankSet union(RankSet other) {
        return isEmpty() ? other : other.isEmpty() ? this : new RankSet(RoaringBitmap.or(bits, other.bits));
    }

    /** The ranks of this set that are not in the other. */
    public RankSet minus(RankSet other) {
        return new RankSet(RoaringBitmap.andNot(bits, other.bits));
    }

    /** The ranks that are in both sets. */
    public RankSet intersect(RankSet other) {
        return new RankSet(RoaringBitmap.and(bits, other.bits));
    }

    /** True if there is a rank in both sets. */
    public boolean intersects(RankSet other) {
        return RoaringBitmap.intersects(bits, other.bits);
    }

    /** True if every rank of the other is in this set. */
    public boolean containsAll(RankSet other) {
        return bits.contains(other.bits);
    }

    /** The ranks that are in any of the sets. */
    public static RankSet union(Collection<RankSet> sets) {
        Builder builder = new Builder();
        sets.forEach(builder::add);
        return builder.build();
    }

    /** Visits the ranks in rising order. */
    public void forEach(IntConsumer action) {
        bits.forEach((org.roaringbitmap.IntConsumer) action::accept);
    }

    /** The ranks in rising order; a fresh array. */
    public int[] toArray() {
        return bits.toArray();
    }

    /** Visits the maximal ranges (first, last) in rising order; takes time for each range, not for each rank. */
    public void forEachRange(RangeConsumer action) {
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
        return other instanceof RankSet that && bits.equals(that.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
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
        private RoaringBitmap bits = new RoaringBitmap();

        /**
         * Adds a rank; without effect if it is there.
         *
         * @throws StciException INVALID_ARGUMENT unless it lies between 0 and {@link #MAX_RANKS} - 1
         */
        public Builder add(int rank) {
            bits.add(checkRank(rank));
            return this;
        }

        /** Adds all ranks of a set. */
        public Builder add(RankSet ranks) {
            bits.or(ranks.bits);
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
            bits.add(first, last + 1L);
            return this;
        }

        /** How many ranks have been added, each counted once. */
        public int size() {
            return bits.getCardinality();
        }

        /** True if every one of these ranks has been added. */
        public boolean containsAll(RankSet ranks) {
            return bits.contains(ranks.bits);
        }

        /** The set; the builder is empty afterwards. */
        public RankSet build() {
            RoaringBitmap built = bits;
            bits = new RoaringBitmap();
            return built.isEmpty() ? EMPTY : new RankSet(built);
        }
    }
}
