package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.RankSet;
import io.stci.transport.Frames;
import io.stci.wire.Missing;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads parts of waves where they lie, one after the other. What it has read stays as it is when the next one is read. Confined to
 * one thread.
 */
final class WavePartReader {
    private static final int RANKS_TAG = 1 << 3 | OutputRunCodec.LENGTH_DELIMITED;
    private static final int MISSING_TAG = 2 << 3 | OutputRunCodec.LENGTH_DELIMITED;
    private static final int VALUE_TAG = 3 << 3 | OutputRunCodec.LENGTH_DELIMITED;

    private final ProtobufCursor cursor = new ProtobufCursor();
    private ByteBuf payload;
    private RankSet ranks;
    private Map<String, RankSet> missing;
    private byte[] value;

    /**
     * Reads a {@code stci.WavePart}.
     *
     * @param payload lent for the duration of the call
     * @throws io.stci.core.StciException PROTOCOL_ERROR if it is none
     */
    void read(ByteBuf payload) {
        this.payload = payload;
        ranks = RankSet.empty();
        missing = Map.of();
        value = null;
        int end = payload.writerIndex();
        cursor.wrap(payload, payload.readerIndex());
        while (cursor.position() < end) {
            field(cursor.tag(end), end);
        }
    }

    /** Whose contributions the value holds. */
    RankSet ranks() {
        return ranks;
    }

    /** The others, by reason. */
    Map<String, RankSet> missing() {
        return missing;
    }

    /** As the filter encoded it; null if no rank contributed. */
    byte[] value() {
        return value;
    }

    private void field(int tag, int end) {
        switch (tag) {
            case RANKS_TAG -> ranks = RankSet.decode(bytes(end));
            case MISSING_TAG -> addMissing(Frames.parse(ByteString.copyFrom(bytes(end)), Missing.parser()));
            case VALUE_TAG -> value = bytes(end);
            default -> cursor.skip(tag, end);
        }
    }

    private void addMissing(Missing absent) {
        if (missing.isEmpty()) {
            missing = new LinkedHashMap<>();
        }
        MissingRanks.add(
                missing, absent.getReason(), RankSet.decode(absent.getRanks().toByteArray()));
    }

    private byte[] bytes(int end) {
        int length = cursor.length(end);
        return ByteBufUtil.getBytes(payload, cursor.passOver(length), length, true);
    }
}
