package io.stci.session;

import com.google.protobuf.ByteString;
import io.stci.activemessages.Node;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Topology;
import io.stci.transport.Admission;
import io.stci.transport.PeerHello;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * What shows that a process belongs to a session.
 *
 * @param session the session's id
 * @param secret handed to node processes on their standard input, never on a command line
 */
public record Credentials(String session, ByteString secret) {
    private static final int SECRET_BYTES = 32;

    /** Fresh ones for a session. */
    public static Credentials create(String session) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return new Credentials(session, ByteString.copyFrom(secret));
    }

    /** How a node of the session introduces itself. */
    PeerHello hello(int node, int incarnation, String host) {
        return new PeerHello(session, secret, node, incarnation, host);
    }

    /** Lets in the nodes below a node that show these credentials: its children, and those that lost the parents between. */
    Admission admission(Node node, Topology topology) {
        return hello -> {
            check(hello);
            if (!isBelow(hello.node(), node.id(), topology)) {
                throw refused(Status.INVALID_ARGUMENT, "node " + hello.node(), "is not below node " + node.id());
            }
            return node.childLink(hello.node(), hello.incarnation());
        };
    }

    private static boolean isBelow(int candidate, int id, Topology topology) {
        int above = candidate > 0 && candidate < topology.nodes() ? topology.parent(candidate) : -1;
        while (above > id) {
            above = topology.parent(above);
        }
        return above == id;
    }

    private void check(PeerHello hello) {
        if (!hello.session().equals(session)) {
            throw refused(Status.UNAUTHENTICATED, "peer", "belongs to another session");
        }
        if (!MessageDigest.isEqual(hello.credential().toByteArray(), secret.toByteArray())) {
            throw refused(Status.UNAUTHENTICATED, "peer", "shows no valid credential");
        }
    }

    private static StciException refused(Status status, String culprit, String reason) {
        return new StciException(status, culprit, reason, "");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "credentials of session " + session;
    }
}
