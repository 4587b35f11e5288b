package io.stci.groupops;

import io.stci.core.RankSet;

/**
 * The ranks of entries, one object for all entries whose ranks came together in the same way: where many ranks write the
 * same lines, each line takes the same steps from set to set, and only the first pays for a step.
 *
 * <p>Confined to one thread.
 */
final class JoinedRanks {
    private final int rank;
    private RankSet set;
    private JoinedRanks lastAdded;
    private JoinedRanks lastSum;

    private JoinedRanks(int rank, RankSet set) {
        this.rank = rank;
        this.set = set;
    }

    static JoinedRanks of(int rank) {
        return new JoinedRanks(rank, null);
    }

    static JoinedRanks of(RankSet ranks) {
        return new JoinedRanks(-1, ranks);
    }

    /** The rank that this was made of, or -1 if it was made of a set. */
    int rank() {
        return rank;
    }

    RankSet set() {
        if (set == null) {
            set = RankSet.of(rank);
        }
        return set;
    }

    /** Both together; the same object again if asked the same again. */
    JoinedRanks plus(JoinedRanks added) {
        if (lastAdded != added) {
            lastSum = of(set().union(added.set()));
            lastAdded = added;
        }
        return lastSum;
    }
}
