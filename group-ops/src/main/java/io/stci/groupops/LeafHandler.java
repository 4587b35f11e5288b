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

    /**
     * Messages were dropped on their way here, as this agent, or a node above it, was slow; on a stream that sheds. Each
     * number is either a message or in a gap. Counts as acknowledged when all before it is.
     */
    default void gap(long first, long last) {}

    /**
     * A piece of the message that comes behind it; to be acknowledged like one.
     *
     * @param payload lent for the duration of the call
     */
    default void piece(long number, ByteBuf payload) {}

    /**
     * Contributions to the waves above this number are for a filter with other parameters; to be acknowledged like a message.
     *
     * @param payload lent for the duration of the call
     */
    default void parameters(long number, ByteBuf payload) {}

    /** No more messages come; to be acknowledged like one. */
    default void end(long number) {}

    /** The stream has been closed from above, or the link is gone. */
    default void closed() {}
}
