package io.stci.groupops;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** The latest entry that each member has part in: a flat array over the members' span. Confined to one thread. */
final class LastEntries {
    private static final int STRANGER = -1;

    private final int firstMember;
    private final int[] numbers;
    private final IntConsumer raise = this::raise;
    private final IntConsumer note = this::note;
    private int shared;

    LastEntries(RankSet members) {
        firstMember = members.first();
        numbers = new int[members.last() - firstMember + 1];
        Arrays.fill(numbers, STRANGER);
        members.forEach(rank -> numbers[rank - firstMember] = LineEntries.NONE);
    }

    /**
     * The number of the rank's latest entry; that of none, or of one handed over, is below all present ones.
     *
     * @throws StciException PROTOCOL_ERROR if the rank is no member
     */
    int of(int rank) {
        int index = rank - firstMember;
        if (index < 0 || index >= numbers.length || numbers[index] == STRANGER) {
            throw new StciException(Status.PROTOCOL_ERROR, "rank " + rank, "is not below this node", "");
        }
        return numbers[index];
    }

    /** The latest entry of any of the ranks; as {@link #of(int)}. */
    int ofAny(RankSet ranks) {
        shared = LineEntries.NONE;
        ranks.forEach(raise);
        return shared;
    }

    /** The rank, a member, has part in this entry now. */
    void put(int rank, int number) {
        numbers[rank - firstMember] = number;
    }

    /** The ranks, all of them members, have part in this entry now. */
    void put(RankSet ranks, int number) {
        shared = number;
        ranks.forEach(note);
    }

    /** Nobody has part in any entry. */
    void clear() {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Math.min(numbers[i], LineEntries.NONE);
        }
    }

    private void raise(int rank) {
        shared = Math.max(shared, of(rank));
    }

    private void note(int rank) {
        put(rank, shared);
    }
}
