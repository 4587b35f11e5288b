package io.stci.transport;

import io.netty.buffer.ByteBuf;

/**
 * Where the datagrams of one link go.
 *
 * @param localId names the link in what comes
 * @param remoteId names it in what is sent
 * @param maxBytes the largest datagram that both ends can take
 */
record DatagramPath(DatagramNetwork.Port port, Address peer, long localId, long remoteId, int maxBytes) {
    /** @param peerMaxBytes what the peer says it can take; too little counts as the least that everybody can */
    static DatagramPath of(DatagramNetwork.Port port, Address peer, long localId, long remoteId, int peerMaxBytes) {
        int bothTake = Math.min(port.maxDatagramBytes(), peerMaxBytes);
        int maxBytes = Math.max(DatagramNetwork.MIN_DATAGRAM_BYTES, bothTake);
        return new DatagramPath(port, peer, localId, remoteId, maxBytes);
    }

    /** Takes a datagram over. */
    void send(ByteBuf datagram) {
        port.send(peer, datagram);
    }
}
