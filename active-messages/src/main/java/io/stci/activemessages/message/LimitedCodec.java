package io.stci.activemessages.message;

import io.stci.activemessages.Codec;
import io.stci.core.Status;
import io.stci.core.StciException;

/** Another codec with a limit. */
record LimitedCodec<T>(int maxBytes, Codec<T> codec) implements Codec<T> {
    @Override
    public byte[] encode(T value) {
        byte[] bytes = codec.encode(value);
        if (bytes.length > maxBytes) {
            throw new StciException(Status.INVALID_ARGUMENT, "payload", tooLong(bytes), "send less");
        }
        return bytes;
    }

    @Override
    public T decode(byte[] bytes) {
        if (bytes.length > maxBytes) {
            throw Payloads.malformed(tooLong(bytes));
        }
        return codec.decode(bytes);
    }

    private String tooLong(byte[] bytes) {
        return "of " + bytes.length + " bytes is longer than " + maxBytes;
    }
}
