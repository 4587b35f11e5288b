package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.stci.core.StciException;

/**
 * A link as its user sees it: ordered frames to and from one peer node.
 *
 * <p>Guarantees: frames of one lane arrive in the order of sending, each at most once; those that had not arrived when the
 * link closed are lost (layers above replay them). Frames sent while a batch of input is handled leave in one write.
 *
 * <p>Threads: confined to the node's thread; a call from another fails with INTERNAL.
 */
public interface VirtualChannel {
    /** The node at the other end. */
    int peer();

    /** The peer's host, as it named itself. */
    String peerHost();

    /** Sends a sealed frame, whose ownership passes to the link in any case. After close it is dropped. */
    void send(ByteBuf frame, Lane lane);

    /** Bytes accepted by {@link #send} that the operating system has not taken yet. */
    long queuedBytes();

    /** Closes the link once what was sent has been handed to the operating system. */
    void close();

    /** Tells the peer why, as far as the link still carries it, and closes. */
    void refuse(StciException why);
}
