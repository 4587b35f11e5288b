package io.stci.transport;

import io.netty.channel.ChannelException;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeUnit;

/** What goes wrong with addresses and links, in words. */
final class Failures {
    private Failures() {}

    static StciException bind(Address address, Throwable cause) {
        boolean taken = cause instanceof BindException || cause instanceof ChannelException;
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
