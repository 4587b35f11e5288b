package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import java.util.Arrays;

/**
 * The bytes of waiting lines, and the joining of new ones to them. Lines come in runs: {@link #beginRun} says whose, and
 * {@link #takeLines} takes as many as there is room for.
 *
 * <p>There is always room for one byte more than the capacity, and one entry, so that an open line can be closed. Confined to
 * one thread.
 */
final class LineArena {
    private static final int MIN_ENTRIES = 64;
    private static final int BYTES_PER_ENTRY = 32;

    private final int capacityBytes;
    private final int maxEntries;
    private final byte[] bytes;
    private final LineEntries entries;
    private final LineTable table;
    private final JoinedRanksPool pool = new JoinedRanksPool();
    private final LineScanner scanner = new LineScanner();
    private int rank;
    private RankSet rankSet;
    private JoinedRanks ranks;
    private int last;

    LineArena(int capacityBytes, int firstEntry) {
        this.capacityBytes = capacityBytes;
        this.maxEntries = Math.max(MIN_ENTRIES, capacityBytes / BYTES_PER_ENTRY);
        this.bytes = new byte[capacityBytes + 1 + LineScanner.SLACK_BYTES];
        this.entries = new LineEntries(maxEntries + 1, pool, firstEntry);
        this.table = new LineTable(bytes, entries, maxEntries);
    }

    LineEntries entries() {
        return entries;
    }

    /** The lines that follow are one rank's, whose last entry this is. */
    void beginRun(int writer, int lastEntry) {
        rank = writer;
        rankSet = null;
        ranks = null;
        last = lastEntry;
    }

    /** The lines that follow are these ranks', none of whom has part in an entry after the last one given. */
    void beginRun(RankSet writers, int lastEntry) {
        rankSet = writers;
        ranks = pool.of(writers);
        last = lastEntry;
    }

    /** The latest entry that the run's ranks have part in. */
    int lastEntry() {
        return last;
    }

    /**
     * Takes lines of the run.
     *
     * @param length how many bytes; the last of them a newline
     * @return how many of the bytes have been taken; those left don't fit
     */
    int takeLines(ByteBuf data, int offset, int length) {
        int taken = 0;
        int step = -1;
        while (taken < length && step != 0) {
            int from = entries.usedBytes();
            int loaded = Math.min(length - taken, Math.max(0, capacityBytes - from));
            data.getBytes(offset + taken, bytes, from, loaded);
            step = split(from, from + loaded) - from;
            taken += step;
        }
        return taken;
    }

    /** Takes a piece of a long line whole; false if it doesn't fit. */
    boolean takePiece(ByteBuf data, int offset, int length, boolean lineContinues) {
        int from = entries.usedBytes();
        if (length > capacityBytes - from || entries.count() >= maxEntries) {
            return false;
        }
        data.getBytes(offset, bytes, from, length);
        last = entries.appendPiece(rank, length, lineContinues);
        return true;
    }

    /** Appends a newline as the last piece of an open line; there is room for one. */
    void closeLine(int writer) {
        bytes[entries.usedBytes()] = '\n';
        last = entries.appendPiece(writer, 1, false);
    }

    void handOver(RunConsumer out) {
        entries.forEachRun(bytes, out);
    }

    /**
     * Removes everything.
     *
     * @return true if entry numbers start anew, so that all that was noted of them is to be forgotten
     */
    boolean clear() {
        pool.clear();
        boolean anew = entries.clear();
        if (anew) {
            table.clear();
        }
        return anew;
    }

    /** Takes the lines that lie in [from, limit), and returns where those that don't fit, or aren't complete, start. */
    private int split(int from, int limit) {
        int at = from;
        while (at < limit) {
            int end = joinNext(at, limit);
            if (end < 0) {
                end = place(at, limit);
            }
            if (end < 0) {
                break;
            }
            at = end;
        }
        return at;
    }

    /**
     * Joins the line to the entry right after the ranks' last, if it has the same bytes. That is where the lines of ranks
     * that write the same are found, without a look at more bytes than these.
     *
     * @return where the line ends, or -1 if it has not joined
     */
    private int joinNext(int at, int limit) {
        int next = Math.max(last + 1, entries.firstNumber());
        if (next >= entries.nextNumber() || !entries.isWholeLine(next)) {
            return -1;
        }
        int start = entries.start(next);
        int end = entries.end(next);
        int lineEnd = at + end - start;
        if (lineEnd > limit || !Arrays.equals(bytes, start, end, bytes, at, lineEnd)) {
            return -1;
        }
        join(next);
        return lineEnd;
    }

    /** Joins the line to an entry further on, or makes it one; returns where it ends, or -1 if it can't be taken. */
    private int place(int at, int limit) {
        int end = scanner.scan(bytes, at, limit);
        if (end < 0) {
            return -1;
        }
        long hash = scanner.hash();
        int latest = table.find(hash, at, end);
        if (latest > last) {
            join(earliestEqual(latest));
            return end;
        }
        if (entries.count() >= maxEntries) {
            return -1;
        }
        moveDown(at, end - at);
        last = append(end - at, latest);
        table.put(hash, last);
        return end;
    }

    private int earliestEqual(int latest) {
        int floor = Math.max(last, entries.firstNumber() - 1);
        int found = latest;
        for (int i = 1; i < LineMerger.MAX_EQUAL_ENTRIES; i++) {
            int previous = entries.previousEqual(found);
            if (previous <= floor) {
                break;
            }
            found = previous;
        }
        return found;
    }

    private void moveDown(int at, int length) {
        int to = entries.usedBytes();
        if (to != at) {
            System.arraycopy(bytes, at, bytes, to, length);
        }
    }

    private int append(int length, int previousEqual) {
        return rankSet == null
                ? entries.append(rank, length, previousEqual)
                : entries.append(ranks, length, previousEqual);
    }

    private void join(int number) {
        if (ranks == null) {
            ranks = pool.of(rank);
        }
        entries.join(number, ranks);
        last = number;
    }
}
