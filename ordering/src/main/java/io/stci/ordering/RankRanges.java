package io.stci.ordering;

import io.stci.core.RankSet;

/** The maximal ranges of a rank set, found without visiting all ranks where most of them, or few, are there. */
final class RankRanges {
    private RankRanges() {}

    /** Visits the maximal ranges (first, last) in rising order; costs about the lesser of the ranks and the holes. */
    static void forEach(RankSet ranks, RankSet.RangeConsumer action) {
        if (ranks.isEmpty()) {
            return;
        }
        int size = ranks.size();
        int holes = ranks.last() - ranks.first() + 1 - size;
        if (holes == 0) {
            action.accept(ranks.first(), ranks.last());
        } else if (holes < size) {
            betweenHoles(ranks, action);
        } else {
            ranks.forEachRange(action);
        }
    }

    private static void betweenHoles(RankSet ranks, RankSet.RangeConsumer action) {
        int[] next = {ranks.first()};
        RankSet.range(ranks.first(), ranks.last()).minus(ranks).forEachRange((firstHole, lastHole) -> {
            action.accept(next[0], firstHole - 1);
            next[0] = lastHole + 1;
        });
        action.accept(next[0], ranks.last());
    }
}
