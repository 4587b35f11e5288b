package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;

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

    /**
     * No member will send any more, and everything that came has been given to {@link #data}.
     *
     * @param cutOff the members that were lost before they had ended: something of theirs may be missing
     */
    default void ended(RankSet cutOff) {}

    /** All members that are left have consumed the messages sent down, up to this number. */
    default void acked(long upTo) {}
}
