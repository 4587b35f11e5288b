package io.stci.groupops;

import io.netty.buffer.ByteBuf;

/** The front-end's end of a stream. Called on the front-end's thread. */
public interface StreamConsumer {
    /**
     * What the tree combined, in order.
     *
     * @param number as the stream's filter defines: the wave; or 1 for a piece of a line that continues, else 0
     * @param payload lent for the duration of the call
     */
    void data(long number, ByteBuf payload);

    /** All members that are left have begun. */
    default void begun() {}

    /** No member will send any more, and everything that was sent has been given to {@link #data}. */
    default void ended() {}

    /** All members that are left have consumed the messages sent down, up to this number. */
    default void acked(long upTo) {}
}
