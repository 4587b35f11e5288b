package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * Joins equal lines of many ranks and keeps each rank's own order of lines.
 *
 * <p>Lines wait in an arena as entries: bytes, and the ranks that wrote them. A line of some ranks joins the earliest entry
 * with equal bytes that comes after all entries that any of these ranks has part in; if there is none it becomes a new entry.
 * So whatever order runs come in, ranks that write the same lines share the same entries, and what a rank wrote twice stays
 * twice. Of more than {@value #MAX_EQUAL_ENTRIES} equal entries only the latest are looked at.
 *
 * <p>The pieces of an over-long line are never joined, and nothing comes in between them: while one is open, only its rank's
 * runs may be added.
 *
 * <p>A refused run leaves the merger as it was. Knows no time: when to drain is the caller's decision. Confined to one
 * thread.
 */
final class LineMerger {
    /** Bounds the work that one line can cause. */
    static final int MAX_EQUAL_ENTRIES = 256;

    private static final int NO_RANK = -1;

    private final int capacityBytes;
    private final LineArena arena;
    private final LineEntries entries;
    private final LastEntries lastEntries;
    private int openRank = NO_RANK;
    private boolean full;

    /**
     * @param members the ranks whose lines may come; not empty
     * @param capacityBytes how much can wait, and the longest line or piece that can be taken
     */
    LineMerger(RankSet members, int capacityBytes) {
        this(members, capacityBytes, LineEntries.FIRST_NUMBER);
    }

    /** As after so many lines that the next entry has this number. */
    LineMerger(RankSet members, int capacityBytes, int firstEntry) {
        this.capacityBytes = capacityBytes;
        this.arena = new LineArena(capacityBytes, firstEntry);
        this.entries = arena.entries();
        this.lastEntries = new LastEntries(members);
    }

    /**
     * Takes what is left of the reader's run, as far as there is room.
     *
     * @return false if it is not used up: drain, and call again
     * @throws StciException PROTOCOL_ERROR as {@link #add(int, ByteBuf, int, int, boolean)} and {@link #add(RankSet, ByteBuf,
     *     int, int)}
     */
    boolean add(OutputBatchReader run) {
        int rank = run.singleRank();
        int taken = rank >= 0
                ? add(rank, run.buffer(), run.dataOffset(), run.dataLength(), run.lineContinues())
                : add(run.ranks(), run.buffer(), run.dataOffset(), run.dataLength());
        run.take(taken);
        return run.dataLength() == 0;
    }

    /**
     * Takes output of one rank from a buffer, which stays the caller's.
     *
     * @param lineContinues true if it is a piece of a long line, and not the last one; else it ends with a newline
     * @return how many of the bytes have been taken; the rest is for after a drain
     * @throws StciException PROTOCOL_ERROR if it doesn't end so, the rank isn't a member, another rank's long line is open, or
     *     a line or piece is longer than the capacity
     */
    int add(int rank, ByteBuf data, int offset, int length, boolean lineContinues) {
        checkRun(rank, data, offset, length, lineContinues);
        arena.beginRun(rank, lastEntries.of(rank));
        int taken = 0;
        if (openRank >= 0 || lineContinues) {
            taken = addPiece(rank, data, offset, length, lineContinues);
        }
        if (openRank < 0 && taken < length) {
            taken += addLines(data, offset + taken, length - taken);
        }
        lastEntries.put(rank, arena.lastEntry());
        full = taken < length;
        return taken;
    }

    /**
     * Takes whole lines that each of these ranks wrote from a buffer, which stays the caller's.
     *
     * @return how many of the bytes have been taken; the rest is for after a drain
     * @throws StciException PROTOCOL_ERROR if there are no ranks, one isn't a member, a long line is open, the last line has no
     *     newline, or a line is longer than the capacity
     */
    int add(RankSet ranks, ByteBuf data, int offset, int length) {
        if (ranks.size() == 1) {
            return add(ranks.first(), data, offset, length, false);
        }
        checkRun(ranks, data, offset, length);
        arena.beginRun(ranks, lastEntries.ofAny(ranks));
        int taken = addLines(data, offset, length);
        lastEntries.put(ranks, arena.lastEntry());
        full = taken < length;
        return taken;
    }

    boolean isEmpty() {
        return entries.count() == 0;
    }

    /** The bytes of all entries. */
    int pendingBytes() {
        return entries.usedBytes();
    }

    /** True from an add that could not take everything until the next drain. */
    boolean isFull() {
        return full;
    }

    /** The rank whose long line is open, also across drains, or -1: until it ends, the others' runs have to wait. */
    int openRank() {
        return openRank;
    }

    /** The next bytes of this rank go on with a line that began before: until it ends, the others' runs have to wait. */
    void openLine(int rank) {
        openRank = rank;
    }

    /** Ends the open line, if there is one, with a newline: its rank is gone. Always possible. */
    void closeOpenLine() {
        if (openRank >= 0) {
            arena.closeLine(openRank);
            lastEntries.put(openRank, arena.lastEntry());
            openRank = NO_RANK;
        }
    }

    /**
     * True if waiting can join nothing more: no entry lacks a rank that could still come to it.
     *
     * @param live the ranks that may still write
     */
    boolean isComplete(RankSet live) {
        int number = entries.nextNumber() - 1;
        RankSet beyond = RankSet.empty();
        while (number >= entries.firstNumber() && !entries.isWholeLine(number)) {
            beyond = beyond.union(entries.ranks(number--));
        }
        return number < entries.firstNumber()
                || beyond.union(entries.ranks(number)).containsAll(live);
    }

    /** Hands everything over in order, neighbours of equal ranks as one run, and empties the arena. */
    void drain(RunConsumer out) {
        arena.handOver(out);
        full = false;
        if (arena.clear()) {
            lastEntries.clear();
        }
    }

    private int addPiece(int rank, ByteBuf data, int offset, int length, boolean lineContinues) {
        int pieceLength = lineContinues ? length : data.indexOf(offset, offset + length, (byte) '\n') + 1 - offset;
        if (pieceLength > capacityBytes) {
            throw tooLong();
        }
        if (!arena.takePiece(data, offset, pieceLength, lineContinues)) {
            return 0;
        }
        openRank = lineContinues ? rank : NO_RANK;
        return pieceLength;
    }

    private int addLines(ByteBuf data, int offset, int length) {
        int taken = arena.takeLines(data, offset, length);
        if (taken == 0 && isEmpty()) {
            throw tooLong();
        }
        return taken;
    }

    private void checkRun(int rank, ByteBuf data, int offset, int length, boolean lineContinues) {
        if (openRank >= 0 && openRank != rank) {
            throw refused("rank " + rank, "writes within a long line of rank " + openRank);
        }
        if (length <= 0 || !lineContinues && !endsLine(data, offset, length)) {
            throw refused("rank " + rank, "sends a line without an end");
        }
    }

    private void checkRun(RankSet ranks, ByteBuf data, int offset, int length) {
        if (ranks.isEmpty()) {
            throw refused("output run", "is of no rank");
        }
        if (openRank >= 0) {
            throw refused("ranks " + ranks, "write within a long line of rank " + openRank);
        }
        if (length <= 0 || !endsLine(data, offset, length)) {
            throw refused("ranks " + ranks, "send a line without an end");
        }
    }

    private static boolean endsLine(ByteBuf data, int offset, int length) {
        return data.getByte(offset + length - 1) == '\n';
    }

    private StciException tooLong() {
        return refused("output run", "has a line of more than " + capacityBytes + " bytes");
    }

    private static StciException refused(String culprit, String reason) {
        return new StciException(Status.PROTOCOL_ERROR, culprit, reason, "");
    }
}
