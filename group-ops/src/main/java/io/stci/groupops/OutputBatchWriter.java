package io.stci.groupops;

import static io.stci.groupops.OutputRunCodec.LENGTH_DELIMITED;
import static io.stci.groupops.OutputRunCodec.MAX_PADDED;
import static io.stci.groupops.OutputRunCodec.PADDED_BYTES;
import static io.stci.groupops.OutputRunCodec.VARINT;
import static io.stci.groupops.OutputRunCodec.setPadded;
import static io.stci.groupops.OutputRunCodec.tag;
import static io.stci.groupops.OutputRunCodec.writeVarint;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * Appends runs to an OutputBatch message in a buffer. After every append the buffer holds a valid message.
 *
 * <p>Whole lines appended one after the other for equal ranks become one run. The pieces of a long line stay runs of their
 * own, also when the line goes on in the next batch. Confined to one thread; the buffer stays the caller's.
 */
final class OutputBatchWriter implements RunConsumer {
    /** More than the fields of a run take beside ranks and data. */
    private static final int MAX_HEADER_BYTES = 32;

    private ByteBuf out;
    private boolean extensible;
    private boolean lineOpen;
    private int lastRank;
    private RankSet lastRanks;
    private int runStart;
    private int dataStart;

    /** Starts a batch at the writer index of the buffer, which must be able to grow to what will be appended. */
    void begin(ByteBuf buffer) {
        out = buffer;
        extensible = false;
        lastRanks = null;
    }

    /**
     * Appends bytes of one rank.
     *
     * @throws StciException INVALID_ARGUMENT if there are none or almost 256 MiB of them, or the rank is no rank
     */
    void append(int rank, byte[] data, int offset, int length, boolean lineContinues) {
        boolean same = extensible && lastRanks == null && lastRank == rank;
        if (!same || lineContinues || !fits(length)) {
            check(rank >= 0 && rank < RankSet.MAX_RANKS, "names a rank out of range");
            checkLength(length, 0);
            beginRun();
            writeSingle(rank);
            beginData(lineContinues);
            lastRank = rank;
            lastRanks = null;
        }
        writeData(data, offset, length, lineContinues);
    }

    /**
     * Appends bytes of some ranks.
     *
     * @param lineContinues only for a single rank
     * @throws StciException INVALID_ARGUMENT if there are none or almost 256 MiB of them, if there is no rank, or if a piece
     *     of a line has several
     */
    void append(RankSet ranks, byte[] data, int offset, int length, boolean lineContinues) {
        if (ranks.size() == 1) {
            append(ranks.first(), data, offset, length, lineContinues);
            return;
        }
        check(!lineContinues, "is a piece of a line, but not of one rank");
        boolean same = extensible && lastRanks != null && (lastRanks == ranks || lastRanks.equals(ranks));
        if (!same || !fits(length)) {
            check(!ranks.isEmpty(), "has no ranks");
            beginShared(ranks.encode(), length);
            lastRanks = ranks;
        }
        writeData(data, offset, length, false);
    }

    @Override
    public void run(int rank, byte[] data, int offset, int length, boolean lineContinues) {
        append(rank, data, offset, length, lineContinues);
    }

    @Override
    public void run(RankSet ranks, byte[] data, int offset, int length) {
        append(ranks, data, offset, length, false);
    }

    private boolean fits(int length) {
        return (long) out.writerIndex() - runStart + length <= MAX_PADDED;
    }

    private void beginRun() {
        out.writeByte(tag(OutputRunCodec.BATCH_RUN, LENGTH_DELIMITED));
        runStart = out.writerIndex() + PADDED_BYTES;
        out.writeZero(PADDED_BYTES);
        out.writeByte(tag(OutputRunCodec.RUN_RANKS, LENGTH_DELIMITED));
    }

    /** A set of one as RankSet encodes it: the gap before it and its length less one. */
    private void writeSingle(int rank) {
        int lengthAt = out.writerIndex();
        out.writeByte(0);
        writeVarint(out, rank);
        out.writeByte(0);
        out.setByte(lengthAt, out.writerIndex() - lengthAt - 1);
    }

    private void beginShared(byte[] encodedRanks, int length) {
        checkLength(length, encodedRanks.length);
        beginRun();
        writeVarint(out, encodedRanks.length);
        out.writeBytes(encodedRanks);
        beginData(false);
    }

    private void beginData(boolean lineContinues) {
        if (lineContinues) {
            out.writeByte(tag(OutputRunCodec.RUN_LINE_CONTINUES, VARINT));
            out.writeByte(1);
        }
        out.writeByte(tag(OutputRunCodec.RUN_DATA, LENGTH_DELIMITED));
        dataStart = out.writerIndex() + PADDED_BYTES;
        out.writeZero(PADDED_BYTES);
    }

    private void writeData(byte[] data, int offset, int length, boolean lineContinues) {
        out.writeBytes(data, offset, length);
        setPadded(out, dataStart - PADDED_BYTES, out.writerIndex() - dataStart);
        setPadded(out, runStart - PADDED_BYTES, out.writerIndex() - runStart);
        extensible = !lineContinues && !lineOpen;
        lineOpen = lineContinues;
    }

    private static void checkLength(int length, int ranksBytes) {
        check(length > 0, "is empty");
        check((long) length + ranksBytes + MAX_HEADER_BYTES <= MAX_PADDED, "is too long");
    }

    private static void check(boolean holds, String reason) {
        if (!holds) {
            throw new StciException(Status.INVALID_ARGUMENT, "output run", reason, "");
        }
    }
}
