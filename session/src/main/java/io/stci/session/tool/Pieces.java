package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.ByteArrayOutputStream;

/** A payload that comes in pieces, and ends with the message behind them. */
final class Pieces {
    private ByteArrayOutputStream pieces = new ByteArrayOutputStream();

    /** @throws StciException PROTOCOL_ERROR if it is longer than any may be */
    void add(ByteBuf piece) {
        if (pieces.size() + piece.readableBytes() > GroupOperations.MAX_PAYLOAD_BYTES) {
            throw new StciException(Status.PROTOCOL_ERROR, "operation", "is longer than may be", "");
        }
        byte[] bytes = ByteBufUtil.getBytes(piece);
        pieces.write(bytes, 0, bytes.length);
    }

    void clear() {
        pieces = new ByteArrayOutputStream();
    }

    /** All of it; what comes next belongs to the next one. */
    byte[] with(ByteString rest) {
        byte[] end = rest.toByteArray();
        if (pieces.size() == 0) {
            return end;
        }
        pieces.write(end, 0, end.length);
        byte[] whole = pieces.toByteArray();
        clear();
        return whole;
    }
}
