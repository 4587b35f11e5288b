package io.stci.transport;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What shows that a peer hears what is sent to the address that it says it has, without remembering it: a code over
 * address, id and time that nobody else can make. Valid for 10 to 20 s.
 */
final class Cookies {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final long PERIOD_NS = TimeUnit.SECONDS.toNanos(10);
    /** No time of a cookie. */
    private static final long FOR_IDS = Long.MIN_VALUE;

    private final Mac mac;

    Cookies(RandomGenerator random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        mac = mac(secret);
    }

    byte[] cookie(Address peer, long peerId, long nowNs) {
        return code(peer, peerId, Math.floorDiv(nowNs, PERIOD_NS), Datagrams.COOKIE_BYTES);
    }

    boolean isValid(byte[] cookie, Address peer, long peerId, long nowNs) {
        return MessageDigest.isEqual(cookie, cookie(peer, peerId, nowNs))
                || MessageDigest.isEqual(cookie, cookie(peer, peerId, nowNs - PERIOD_NS));
    }

    /** The id that a link with this peer has here: the same each time it is asked for. */
    long id(Address peer, long peerId) {
        return ByteBuffer.wrap(code(peer, peerId, FOR_IDS, Long.BYTES)).getLong();
    }

    private byte[] code(Address peer, long peerId, long time, int bytes) {
        mac.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(peerId)
                .putLong(time)
                .flip());
        mac.update(peer.toString().getBytes(StandardCharsets.UTF_8));
        byte[] code = new byte[bytes];
        System.arraycopy(mac.doFinal(), 0, code, 0, bytes);
        return code;
    }

    private static Mac mac(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new StciException(Status.INTERNAL, "Java runtime", "has no " + ALGORITHM, "use another one", e);
        }
    }
}
