package io.stci.session.tool;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.ToolStreamRequest;

/** What travels with the opening of a tool's stream. */
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
}
