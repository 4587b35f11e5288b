package io.stci.session.tool;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Frames;
import io.stci.wire.Addressed;
import io.stci.wire.ToolStreamRequest;

/** What travels with the opening of a tool's stream, and messages for some of its members. */
final class StreamRequests {
    private StreamRequests() {}

    /** @throws StciException PROTOCOL_ERROR if it can't be read */
    static ToolStreamRequest read(ByteString bytes) {
        try {
            return ToolStreamRequest.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new StciException(Status.PROTOCOL_ERROR, "stream request", "can't be read: " + e.getMessage(), "", e);
        }
    }

    /** A message for these ranks. */
    static byte[] addressed(RankSet to, byte[] message) {
        return Addressed.newBuilder()
                .setRanks(ByteString.copyFrom(to.encode()))
                .setMessage(ByteString.copyFrom(message))
                .build()
                .toByteArray();
    }

    /**
     * What such a message says to those who get it.
     *
     * @throws StciException PROTOCOL_ERROR if it can't be read
     */
    static byte[] addressed(ByteBuf message) {
        return Frames.parse(ByteString.copyFrom(message.nioBuffer()), Addressed.parser())
                .getMessage()
                .toByteArray();
    }
}
