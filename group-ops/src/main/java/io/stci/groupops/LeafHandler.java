package io.stci.groupops;

import io.netty.buffer.ByteBuf;

/** Takes what comes down to an agent on one stream. Called on the node's thread. */
public interface LeafHandler {
    /** Ignores everything. */
    LeafHandler NONE = (number, payload) -> {};

    /**
     * A message came, each once and in order.
     *
     * @param number 1, 2, 3, ...; to be acknowledged once it is consumed
     * @param payload lent for the duration of the call
     */
    void message(long number, ByteBuf payload);

    /** No more messages come; to be acknowledged like one. */
    default void end(long number) {}

    /** The stream has been closed from above, or the link is gone. */
    default void closed() {}
}
