package io.stci.activemessages.message;

import io.stci.activemessages.Codec;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8; what isn't any is refused in both directions, never replaced. */
enum StringCodec implements Codec<String> {
    INSTANCE;

    @Override
    public byte[] encode(String value) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "string", "has half a surrogate pair", "send it as bytes", e);
        }
    }

    @Override
    public String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new StciException(Status.PROTOCOL_ERROR, "payload", "is not UTF-8", "", e);
        }
    }
}
