package io.stci.groupops;

import static io.stci.groupops.OutputRunCodec.LENGTH_DELIMITED;
import static io.stci.groupops.OutputRunCodec.VARINT;
import static io.stci.groupops.OutputRunCodec.malformed;
import static io.stci.groupops.OutputRunCodec.tag;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.RankSet;
import io.stci.core.StciException;

/**
 * Walks over the runs of an OutputBatch message where it lies; the data is not copied.
 *
 * <p>A run that {@link #next()} yields is checked as a whole: it has ranks and data, and a piece of a line has one rank.
 * Fields that a newer peer added are passed over, but for protobuf groups, which are refused. Confined to one thread; the
 * buffer stays the caller's, who keeps it unchanged while reading.
 */
final class OutputBatchReader {
    private final ProtobufCursor cursor = new ProtobufCursor();
    private ByteBuf buffer;
    private int end;
    private int ranksOffset;
    private int ranksLength;
    private int singleRank;
    private RankSet ranks;
    private byte[] decoded = {};
    private RankSet decodedRanks = RankSet.empty();
    private int dataOffset;
    private int dataLength;
    private boolean lineContinues;

    /** Starts at the first run of the message that makes up the readable bytes, whose indices don't move. */
    void wrap(ByteBuf message) {
        wrap(message, message.readerIndex(), message.readableBytes());
    }

    /** Starts at the first run of the message in these bytes. */
    void wrap(ByteBuf holder, int offset, int length) {
        buffer = holder;
        end = offset + length;
        dataLength = 0;
        cursor.wrap(holder, offset);
    }

    /** The buffer that the data offsets refer to. */
    ByteBuf buffer() {
        return buffer;
    }

    /**
     * Moves to the next run.
     *
     * @return false if there is none
     * @throws StciException PROTOCOL_ERROR if the bytes are no OutputBatch; the reader is then of no more use until the next
     *     wrap
     */
    boolean next() {
        while (cursor.position() < end) {
            int tag = cursor.tag(end);
            if (tag >>> 3 != OutputRunCodec.BATCH_RUN) {
                cursor.skip(tag, end);
                continue;
            }
            requireTag(tag, tag(OutputRunCodec.BATCH_RUN, LENGTH_DELIMITED));
            int length = cursor.length(end);
            readRun(cursor.position() + length);
            return true;
        }
        return false;
    }

    /** The run's rank if it has only one, else -1. */
    int singleRank() {
        return singleRank;
    }

    /** The run's ranks; for a run with one rank a new set at each call. */
    RankSet ranks() {
        return singleRank >= 0 ? RankSet.of(singleRank) : ranks;
    }

    /** Where the run's data, as far as not yet taken, starts in the buffer. */
    int dataOffset() {
        return dataOffset;
    }

    /** How many bytes of the run's data are not yet taken. */
    int dataLength() {
        return dataLength;
    }

    /** True if the run is a piece of a line, and not its last. */
    boolean lineContinues() {
        return lineContinues;
    }

    /** Narrows the data to what follows its first bytes. */
    void take(int bytes) {
        dataOffset += bytes;
        dataLength -= bytes;
    }

    private void readRun(int runEnd) {
        ranksLength = 0;
        dataLength = 0;
        lineContinues = false;
        while (cursor.position() < runEnd) {
            readField(cursor.tag(runEnd), runEnd);
        }
        readRanks();
        if (dataLength == 0) {
            throw malformed("a run without data");
        }
        if (lineContinues && singleRank < 0) {
            throw malformed("a piece of a line of several ranks");
        }
    }

    private void readField(int tag, int runEnd) {
        switch (tag >>> 3) {
            case OutputRunCodec.RUN_RANKS -> {
                requireTag(tag, tag(OutputRunCodec.RUN_RANKS, LENGTH_DELIMITED));
                ranksLength = cursor.length(runEnd);
                ranksOffset = cursor.passOver(ranksLength);
            }
            case OutputRunCodec.RUN_DATA -> {
                requireTag(tag, tag(OutputRunCodec.RUN_DATA, LENGTH_DELIMITED));
                dataLength = cursor.length(runEnd);
                dataOffset = cursor.passOver(dataLength);
            }
            case OutputRunCodec.RUN_LINE_CONTINUES -> {
                requireTag(tag, tag(OutputRunCodec.RUN_LINE_CONTINUES, VARINT));
                lineContinues = cursor.varint(runEnd) != 0;
            }
            default -> cursor.skip(tag, runEnd);
        }
    }

    private void readRanks() {
        if (ranksLength == 0) {
            throw malformed("a run without ranks");
        }
        singleRank = decodeSingle();
        if (singleRank < 0) {
            ranks = decodeRanks();
            singleRank = ranks.size() == 1 ? ranks.first() : -1;
        }
    }

    /** The rank of a set of one in its usual form, a gap and a zero; -1 for all else. */
    private int decodeSingle() {
        int gapBytes = ranksLength - 1;
        if (gapBytes == 0 || gapBytes > 4 || buffer.getByte(ranksOffset + gapBytes) != 0) {
            return -1;
        }
        int rank = 0;
        for (int i = 0; i < gapBytes; i++) {
            byte b = buffer.getByte(ranksOffset + i);
            if (b < 0 == (i == gapBytes - 1)) {
                return -1;
            }
            rank |= (b & 0x7f) << 7 * i;
        }
        return rank < RankSet.MAX_RANKS ? rank : -1;
    }

    /** The same object again when the ranks are those of the last set read, as they mostly are. */
    private RankSet decodeRanks() {
        if (!equalsDecoded()) {
            byte[] bytes = ByteBufUtil.getBytes(buffer, ranksOffset, ranksLength);
            decodedRanks = RankSet.decode(bytes);
            decoded = bytes;
        }
        return decodedRanks;
    }

    private boolean equalsDecoded() {
        if (decoded.length != ranksLength) {
            return false;
        }
        int i = 0;
        while (i < ranksLength && buffer.getByte(ranksOffset + i) == decoded[i]) {
            i++;
        }
        return i == ranksLength;
    }

    private static void requireTag(int tag, int expected) {
        if (tag != expected) {
            throw malformed("field " + (tag >>> 3) + " has wire type " + (tag & 7));
        }
    }
}
