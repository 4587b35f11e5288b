package io.stci.groupops;

import io.stci.core.RankSet;
import java.util.Arrays;

/** Gives the ranks that write again the object they had before, mostly. Confined to one thread. */
final class JoinedRanksPool {
    private static final int SLOTS = 256;
    private static final int SET_OFFSET = SLOTS / 2 + 1;

    private final JoinedRanks[] slots = new JoinedRanks[SLOTS];
    private boolean used;

    JoinedRanks of(int rank) {
        int slot = rank & SLOTS - 1;
        JoinedRanks found = slots[slot];
        return found != null && found.rank() == rank ? found : put(slot, JoinedRanks.of(rank));
    }

    /** Known again by its identity; the sets of a node's children differ in their first rank. */
    JoinedRanks of(RankSet ranks) {
        int slot = ranks.first() + SET_OFFSET & SLOTS - 1;
        JoinedRanks found = slots[slot];
        boolean same = found != null && found.rank() < 0 && found.set() == ranks;
        return same ? found : put(slot, JoinedRanks.of(ranks));
    }

    /** Lets go of all objects. */
    void clear() {
        if (used) {
            Arrays.fill(slots, null);
            used = false;
        }
    }

    private JoinedRanks put(int slot, JoinedRanks made) {
        slots[slot] = made;
        used = true;
        return made;
    }
}
