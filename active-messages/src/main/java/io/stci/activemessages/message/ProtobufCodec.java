package io.stci.activemessages.message;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.stci.activemessages.Codec;
import io.stci.core.Status;
import io.stci.core.StciException;

/** Messages of one generated class. */
record ProtobufCodec<M extends MessageLite>(Parser<M> parser) implements Codec<M> {
    @Override
    public byte[] encode(M value) {
        return value.toByteArray();
    }

    @Override
    public M decode(byte[] bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new StciException(Status.PROTOCOL_ERROR, "payload", "can't be read: " + e.getMessage(), "", e);
        }
    }
}
