package io.stci.groupops;

import io.stci.transport.Frame;

/**
 * What a front-end or junction does with what comes up on one stream. One instance for each node and stream, confined to
 * the node's thread. Everything that it holds back is bounded by the credit that it has not given back.
 */
interface UpFilter {
    /**
     * A child sent a frame. The filter calls {@link UpContext#consumed} once it holds the frame no longer.
     *
     * @param frame lent for the duration of the call
     */
    void received(Slot from, Frame frame);

    /** All children that are left have begun. */
    default void begun() {}

    /** A child will send no more: it has finished, or it is lost. */
    void ended(Slot slot);

    /** There is room above again. */
    void room();

    /** A numbered message passed on its way down. */
    default void passedDown(long number) {}

    /** Releases what is held; the stream is gone. */
    void close();
}
