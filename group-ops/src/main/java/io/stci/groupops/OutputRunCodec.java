package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * What writer and reader of an OutputBatch share. The bytes are the protobuf message
 *
 * <pre>{@code
 * message OutputBatch { repeated OutputRun runs = 1; }
 * message OutputRun { bytes ranks = 1; bytes data = 2; bool line_continues = 3; }
 * }</pre>
 *
 * written and read by hand because output is the bulk of what moves, and generated classes copy it twice.
 */
final class OutputRunCodec {
    static final int BATCH_RUN = 1;
    static final int RUN_RANKS = 1;
    static final int RUN_DATA = 2;
    static final int RUN_LINE_CONTINUES = 3;

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    /** Lengths that are patched later are written this wide; protobuf allows a varint more bytes than it needs. */
    static final int PADDED_BYTES = 4;

    /** The greatest length that a padded varint holds. */
    static final int MAX_PADDED = (1 << 7 * PADDED_BYTES) - 1;

    private OutputRunCodec() {}

    static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }

    static void writeVarint(ByteBuf out, int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    static void setPadded(ByteBuf out, int index, int value) {
        int low = value & 0x7f | (value & 0x3f80) << 1;
        int high = (value & 0x1fc000) << 2 | (value & 0xfe00000) << 3;
        out.setIntLE(index, low | high | 0x00808080);
    }

    static StciException malformed(String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "output batch", reason, "");
    }
}
