package io.stci.groupops;

import io.netty.buffer.ByteBuf;

/**
 * The front-end's end of a stream. Called on the front-end's thread, also from within {@link Streams#open} if nobody is
 * connected. May call back the {@link RootStream} from within; must not throw.
 */
public interface StreamConsumer {
    /**
     * What the tree combined, in order.
     *
     * @param number as the stream's filter defines: the wave; or 1 for a piece of a line that continues, else 0
     *     (also for the empty message that stands for the rest of a line whose sender is gone)
     * @param payload lent for the duration of the call
     */
    void data(long number, ByteBuf payload);

    /** All members that are left have begun. */
    default void begun() {}

    /** No member will send any more, and everything that was sent has been given to {@link #data}. At most once. */
    default void ended() {}

    /**
     * All members that are left have consumed the messages sent down, up to this number. If none is left this is called from
     * within the sending.
     */
    default void acked(long upTo) {}

    /**
     * Members are slow, and what that means for them; on a stream that doesn't wait for the slow. Comes before the
     * acknowledgements that it is about.
     */
    default void slow(SlowReport report) {}
}
