package io.stci.ordering;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each rank of a range has come in its output, in bytes; all start at 0.
 *
 * <p>Ranks lie in blocks of 256. A block whose ranks were always moved together takes 16 bytes, any other 2 KiB more.
 * Moving one rank is an addition in an array; moving a set costs one addition for each whole block, range by range.
 *
 * <p>Every method refuses ranks outside its range with INTERNAL and changes nothing then. Confined to one thread.
 */
public final class PositionMap {
    private static final int BLOCK_BITS = 8;
    private static final int BLOCK_RANKS = 1 << BLOCK_BITS;

    private final int firstRank;
    private final int size;
    /** What all ranks of a block have in common. */
    private final long[] common;
    /** What each rank of a block has beyond that; null where none has. */
    private final long[][] beyond;

    /** The ranks from {@code firstRank} on, {@code size} of them. */
    public PositionMap(int firstRank, int size) {
        this.firstRank = firstRank;
        this.size = size;
        int blocks = (size + BLOCK_RANKS - 1) >>> BLOCK_BITS;
        this.common = new long[blocks];
        this.beyond = new long[blocks][];
    }

    /** The rank came {@code bytes} further, 0 or more. */
    public void advance(int rank, long bytes) {
        int index = checkedIndex(rank);
        long[] block = beyond[index >>> BLOCK_BITS];
        if (block == null) {
            block = spread(index >>> BLOCK_BITS);
        }
        block[index & (BLOCK_RANKS - 1)] += bytes;
    }

    /** Each of the ranks came {@code bytes} further, 0 or more. */
    public void advance(RankSet ranks, long bytes) {
        forEachBlockPart(ranks, (block, from, to) -> {
            if (isWhole(block, from, to)) {
                common[block] += bytes;
            } else {
                addTo(spread(block), from, to, bytes);
            }
        });
    }

    /** Where the rank is. */
    public long of(int rank) {
        return at(checkedIndex(rank));
    }

    /** The rank is at this position, 0 or more, wherever it was. */
    public void set(int rank, long position) {
        int index = checkedIndex(rank);
        int block = index >>> BLOCK_BITS;
        spread(block)[index & (BLOCK_RANKS - 1)] = position - common[block];
    }

    /** Each of the ranks is at this position, 0 or more, wherever it was. */
    public void set(RankSet ranks, long position) {
        forEachBlockPart(ranks, (block, from, to) -> {
            if (isWhole(block, from, to)) {
                common[block] = position;
                beyond[block] = null;
            } else {
                Arrays.fill(spread(block), from, to, position - common[block]);
            }
        });
    }

    /** The positions of these ranks, those at equal positions together, ordered by the lowest rank of each group. */
    public List<PositionGroup> export(RankSet ranks) {
        checkInside(ranks);
        Map<Long, RankSet.Builder> byPosition = new LinkedHashMap<>();
        RankRanges.forEach(ranks, (first, last) -> {
            int end = last - firstRank + 1;
            for (int from = first - firstRank, to; from < end; from = to) {
                to = endOfEqual(from, end);
                RankSet.Builder group = byPosition.computeIfAbsent(at(from), key -> new RankSet.Builder());
                add(group, firstRank + from, firstRank + to - 1);
            }
        });
        List<PositionGroup> groups = new ArrayList<>(byPosition.size());
        byPosition.forEach((position, group) -> groups.add(new PositionGroup(group.build(), position)));
        return groups;
    }

    /** Sets what {@link #export} gave; ranks that are in no group stay where they are. */
    public void restore(List<PositionGroup> groups) {
        groups.forEach(group -> checkInside(group.ranks()));
        groups.forEach(group -> set(group.ranks(), group.position()));
    }

    /** Gives memory back where all ranks of a block have met again; visits every rank. */
    public void compact() {
        for (int block = 0; block < beyond.length; block++) {
            long[] each = beyond[block];
            int ranks = ranksIn(block);
            if (each != null && Arrays.mismatch(each, 0, ranks - 1, each, 1, ranks) < 0) {
                common[block] += each[0];
                beyond[block] = null;
            }
        }
    }

    private interface BlockPart {
        /** Places from (included) to (excluded) of a block. */
        void accept(int block, int from, int to);
    }

    private void forEachBlockPart(RankSet ranks, BlockPart action) {
        checkInside(ranks);
        RankRanges.forEach(ranks, (first, last) -> {
            int end = last - firstRank + 1;
            for (int from = first - firstRank, to; from < end; from = to) {
                to = Math.min(end, (from | (BLOCK_RANKS - 1)) + 1);
                int block = from >>> BLOCK_BITS;
                int start = block << BLOCK_BITS;
                action.accept(block, from - start, to - start);
            }
        });
    }

    private static void add(RankSet.Builder group, int first, int last) {
        if (first == last) {
            group.add(first);
        } else {
            group.addRange(first, last);
        }
    }

    private static void addTo(long[] block, int from, int to, long bytes) {
        for (int i = from; i < to; i++) {
            block[i] += bytes;
        }
    }

    /** The index after {@code from} up to which all positions are equal; a block in one piece counts as one step. */
    private int endOfEqual(int from, int end) {
        long position = at(from);
        int to = from;
        while (to < end && at(to) == position) {
            int block = to >>> BLOCK_BITS;
            to = beyond[block] == null ? (block + 1) << BLOCK_BITS : to + 1;
        }
        return Math.min(to, end);
    }

    private long at(int index) {
        int block = index >>> BLOCK_BITS;
        long[] each = beyond[block];
        return each == null ? common[block] : common[block] + each[index & (BLOCK_RANKS - 1)];
    }

    private long[] spread(int block) {
        if (beyond[block] == null) {
            beyond[block] = new long[BLOCK_RANKS];
        }
        return beyond[block];
    }

    private boolean isWhole(int block, int from, int to) {
        return from == 0 && to == ranksIn(block);
    }

    private int ranksIn(int block) {
        return Math.min(BLOCK_RANKS, size - (block << BLOCK_BITS));
    }

    private int checkedIndex(int rank) {
        int index = rank - firstRank;
        if (index < 0 || index >= size) {
            throw outside(rank);
        }
        return index;
    }

    private void checkInside(RankSet ranks) {
        if (!ranks.isEmpty()) {
            checkedIndex(ranks.first());
            checkedIndex(ranks.last());
        }
    }

    private StciException outside(int rank) {
        String reason = "is not between " + firstRank + " and " + (firstRank + size - 1);
        return new StciException(Status.INTERNAL, "rank " + rank, reason, "");
    }
}
