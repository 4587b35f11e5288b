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
    /** The node at the other end; -1 at the end that connected. */
    int peer();

    /** The peer's host, as it named itself; empty at the end that connected. */
    String peerHost();

    /** Sends a sealed frame, whose ownership passes to the link in any case. After close it is dropped. */
    void send(ByteBuf frame, Lane lane);

    /** Bytes accepted by {@link #send} that the operating system has not taken yet, with a little for each frame. */
    long queuedBytes();

    /**
     * Closes the link once what was sent has been handed to the operating system, or after 10 s with a peer that doesn't
     * read. Nothing that comes in the meantime is handed over.
     */
    void close();

    /** Tells the peer why, as far as the link still carries it, and closes at once: what waits to be sent is lost. */
    void refuse(StciException why);
}
