package io.stci.transport;

import com.google.protobuf.ByteString;
import io.stci.wire.Hello;

/**
 * How one end of a link introduces itself.
 *
 * @param session the session it belongs to
 * @param credential what shows that it does
 * @param node its id in the topology
 * @param incarnation grows when the node starts anew
 * @param host where it runs
 */
public record PeerHello(String session, ByteString credential, int node, int incarnation, String host) {
    /** The oldest protocol version that this end speaks. */
    public static final int MIN_VERSION = 1;
    /** The newest protocol version that this end speaks. */
    public static final int MAX_VERSION = 1;

    Hello toWire() {
        return Hello.newBuilder()
                .setMinVersion(MIN_VERSION)
                .setMaxVersion(MAX_VERSION)
                .setSession(session)
                .setCredential(credential)
                .setNode(node)
                .setIncarnation(incarnation)
                .setHost(host)
                .build();
    }

    static PeerHello ofWire(Hello hello) {
        return new PeerHello(
                hello.getSession(), hello.getCredential(), hello.getNode(), hello.getIncarnation(), hello.getHost());
    }
}
