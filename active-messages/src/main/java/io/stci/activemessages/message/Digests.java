package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every JDK has. */
final class Digests {
    static final int BYTES = 32;

    private Digests() {}

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new StciException(Status.INTERNAL, "this JDK", "has no SHA-256", "use another", e);
        }
    }

    static byte[] sha256(byte[] payload) {
        return start().digest(payload);
    }
}
