package io.stci.transport;

import io.stci.core.StciException;

/** Decides who may link to an endpoint. Called on the node's thread. */
@FunctionalInterface
public interface Admission {
    /**
     * Accepts a peer by returning the handler of its link.
     *
     * @throws StciException to refuse it; the peer is told status and reason
     */
    VcHandler admit(PeerHello hello);
}
