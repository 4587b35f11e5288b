package io.stci.transport;

import io.netty.handler.codec.DecoderException;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** What goes wrong with addresses and links, in words. */
final class Failures {
    private Failures() {}

    static StciException bind(Address address, Throwable cause, boolean taken) {
        return new StciException(
                taken ? Status.ADDRESS_IN_USE : Status.UNAVAILABLE,
                "address " + address,
                "can't listen there: " + reason(cause),
                "choose another port or directory",
                cause);
    }

    static StciException connect(Address address, Throwable cause) {
        return new StciException(
                Status.UNAVAILABLE, "address " + address, "can't connect: " + reason(cause), "", cause);
    }

    /** @param peer null if it is not known yet */
    static StciException link(PeerHello peer, String reason) {
        String culprit = peer == null || peer.node() < 0 ? "link" : "link to node " + peer.node();
        return new StciException(Status.UNAVAILABLE, culprit, reason, "");
    }

    /** What made a link's connection fail. @param peer null if it is not known yet */
    static StciException broken(PeerHello peer, IOException cause) {
        return cause instanceof SSLException ? TlsFailures.of(cause) : link(peer, "broke: " + cause.getMessage());
    }

    /** What really happened: decoders wrap what they throw. */
    static Throwable unwrap(Throwable thrown) {
        return thrown instanceof DecoderException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** An address of the kind that needs certificates, at an end that has none. */
    static StciException noSecurity(Address address) {
        return new StciException(
                Status.INVALID_ARGUMENT,
                "address " + address,
                "this end has no certificate",
                "give it one, or use tcp:");
    }

    static StciException handshake(long timeoutNs) {
        String reason = "did not complete the handshake within " + TimeUnit.NANOSECONDS.toMillis(timeoutNs) + " ms";
        return new StciException(Status.DEADLINE_EXCEEDED, "peer", reason, "");
    }

    /** What a handler should not have thrown. */
    static StciException defect(Throwable cause) {
        return new StciException(Status.INTERNAL, "link", cause.toString(), "report this defect", cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
            return "no such host";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
