package io.stci.groupops;

import io.stci.core.RankSet;
import java.util.Arrays;

/**
 * The entries of an arena in order: flat arrays, nothing allocated per line. Entries have numbers that rise for ever, so that
 * what was noted about entries handed over long ago can stay; it is just below {@link #firstNumber()}.
 *
 * <p>Confined to one thread.
 */
final class LineEntries {
    /** Below all numbers. */
    static final int NONE = 0;

    static final int FIRST_NUMBER = 1;

    private static final int PIECE = -1;
    private static final int LAST_PIECE = -2;

    private final int[] ends;
    private final int[] singleRanks;
    private final int[] previousEqual;
    private final JoinedRanks[] joined;
    private final JoinedRanksPool pool;
    private boolean anyJoined;
    private int firstNumber;
    private int count;
    private int usedBytes;

    LineEntries(int maxEntries, JoinedRanksPool pool, int firstNumber) {
        this.ends = new int[maxEntries];
        this.singleRanks = new int[maxEntries];
        this.previousEqual = new int[maxEntries];
        this.joined = new JoinedRanks[maxEntries];
        this.pool = pool;
        this.firstNumber = firstNumber;
    }

    int count() {
        return count;
    }

    int usedBytes() {
        return usedBytes;
    }

    int firstNumber() {
        return firstNumber;
    }

    /** The number of the entry that comes next. */
    int nextNumber() {
        return firstNumber + count;
    }

    int start(int number) {
        int index = number - firstNumber;
        return index == 0 ? 0 : ends[index - 1];
    }

    int end(int number) {
        return ends[number - firstNumber];
    }

    /** The number of the entry before this one that has equal bytes; below the first number if there is none. */
    int previousEqual(int number) {
        return previousEqual[number - firstNumber];
    }

    /** False for the pieces of long lines. */
    boolean isWholeLine(int number) {
        return previousEqual[number - firstNumber] >= NONE;
    }

    /** Appends a whole line of one rank, whose bytes lie at the end of those used; returns its number. */
    int append(int rank, int length, int previousEqualNumber) {
        singleRanks[count] = rank;
        return append(length, previousEqualNumber);
    }

    /** Appends a whole line of some ranks, whose bytes lie at the end of those used; returns its number. */
    int append(JoinedRanks ranks, int length, int previousEqualNumber) {
        joined[count] = ranks;
        anyJoined = true;
        return append(length, previousEqualNumber);
    }

    /** Appends a piece of a long line. */
    int appendPiece(int rank, int length, boolean lineContinues) {
        return append(rank, length, lineContinues ? PIECE : LAST_PIECE);
    }

    void join(int number, JoinedRanks ranks) {
        int index = number - firstNumber;
        JoinedRanks had = joined[index] == null ? pool.of(singleRanks[index]) : joined[index];
        joined[index] = had.plus(ranks);
        anyJoined = true;
    }

    RankSet ranks(int number) {
        int index = number - firstNumber;
        return joined[index] == null ? RankSet.of(singleRanks[index]) : joined[index].set();
    }

    /** Hands all entries over, neighbours of equal ranks together, without removing them. */
    void forEachRun(byte[] arena, RunConsumer out) {
        int start = 0;
        for (int first = 0, next; first < count; first = next) {
            next = endOfRun(first);
            int end = ends[next - 1];
            if (joined[first] == null) {
                out.run(singleRanks[first], arena, start, end - start, previousEqual[first] == PIECE);
            } else {
                out.run(joined[first].set(), arena, start, end - start);
            }
            start = end;
        }
    }

    /**
     * Removes all entries.
     *
     * @return true if numbers start anew, so that all that was noted of them is to be forgotten
     */
    boolean clear() {
        if (anyJoined) {
            Arrays.fill(joined, 0, count, null);
            anyJoined = false;
        }
        firstNumber += count;
        count = 0;
        usedBytes = 0;
        return restartWhenUsedUp();
    }

    private boolean restartWhenUsedUp() {
        boolean usedUp = firstNumber > Integer.MAX_VALUE - ends.length;
        if (usedUp) {
            firstNumber = FIRST_NUMBER;
        }
        return usedUp;
    }

    private int append(int length, int previousEqualNumber) {
        usedBytes += length;
        ends[count] = usedBytes;
        previousEqual[count] = previousEqualNumber;
        return firstNumber + count++;
    }

    private int endOfRun(int first) {
        int next = first + 1;
        while (next < count && sameRun(next - 1, next)) {
            next++;
        }
        return next;
    }

    private boolean sameRun(int one, int other) {
        if ((previousEqual[one] | previousEqual[other]) < NONE) {
            return false;
        }
        JoinedRanks ranks = joined[one];
        JoinedRanks otherRanks = joined[other];
        if (ranks == null || otherRanks == null) {
            return ranks == otherRanks && singleRanks[one] == singleRanks[other];
        }
        return ranks == otherRanks || ranks.set().equals(otherRanks.set());
    }
}
