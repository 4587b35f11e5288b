package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.nio.ByteBuffer;

/** What codecs say of payloads that they don't take. */
final class Payloads {
    private Payloads() {}

    static StciException malformed(String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "payload", reason, "");
    }

    /** @throws StciException PROTOCOL_ERROR if it has another length */
    static ByteBuffer exactly(int bytes, byte[] payload) {
        if (payload.length != bytes) {
            throw malformed("has " + payload.length + " bytes, not " + bytes);
        }
        return ByteBuffer.wrap(payload);
    }

    /** @throws StciException PROTOCOL_ERROR if it isn't so many whole ones */
    static ByteBuffer wholeNumbersOf(int bytes, byte[] payload) {
        if (payload.length % bytes != 0) {
            throw malformed("of " + payload.length + " bytes is not made of " + bytes + " bytes each");
        }
        return ByteBuffer.wrap(payload);
    }

    /** @throws StciException INVALID_ARGUMENT if an array of so many numbers has more bytes than an array can */
    static ByteBuffer forNumbers(int bytes, int count) {
        if (count > Integer.MAX_VALUE / bytes) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "payload", "of " + count + " numbers is too long", "send it in parts");
        }
        return ByteBuffer.allocate(bytes * count);
    }
}
