package io.stci.groupops;

import io.stci.transport.Frame;

/**
 * What a front-end or junction does with what comes up on one stream. One instance for each node and stream, confined to
 * the node's thread. Everything that it holds back is bounded by the credit that it has not given back.
 */
interface UpFilter {
    /** Stands for no rank. */
    int NO_RANK = -1;

    /** What is sent again after a loss: records by their sources, or waves by every node that sent them. */
    enum Replay {
        BY_SOURCES,
        BY_EACH_NODE
    }

    Replay replay();

    /**
     * A child sent a frame. The filter calls {@link UpContext#consumed} once it holds the frame no longer.
     *
     * @param frame lent for the duration of the call
     */
    void received(Slot from, Frame frame);

    /** All children that are left have begun. */
    default void begun() {}

    /** A child will send no more: it has finished, or it is given up. */
    void ended(Slot slot);

    /** There is room above again. */
    void room();

    /** A numbered message passed on its way down. */
    default void passedDown(long number) {}

    /**
     * The stream has other parameters for the waves behind this number.
     *
     * @param parameters to be left unchanged
     */
    default void parametersChanged(long number, byte[] parameters) {}

    /** Messages up to this number don't come here. */
    default void passedGap(long last) {}

    /** This message is not for those below, as the node above knows. */
    default void notAsked(long number) {}

    /** These messages are not sent to a child, for this reason. */
    default void missed(Slot slot, long first, long last, String reason) {}

    /** The link to a child is gone; it or its children may come back. */
    default void vacated(Slot slot) {}

    /** A child is linked, again or in the place of another one. */
    default void rejoined(Slot slot) {}

    /** A wave is to end with what has been contributed. */
    default void cut(long number, String reason) {}

    /** So many ranks have contributed to a wave below a child that has not answered it yet. */
    default void progressed(Slot slot, long number, int held) {}

    /** What is kept beyond waves and is for who adopts this node; null if nothing is. */
    default byte[] state() {
        return null;
    }

    /** What the filter of a child that was adopted had kept; to be left unchanged. */
    default void adopted(Slot slot, byte[] state) {}

    /** From now on {@link Slot#excluded} says why the child is not waited for. */
    default void excluded(Slot slot) {}

    /** The rank in the middle of a line that travels in pieces, or {@link #NO_RANK}. */
    default int openRank() {
        return NO_RANK;
    }

    /**
     * The link above is a new one, and what is needed comes again: BY_SOURCES forgets all that it holds, BY_EACH_NODE sends
     * again what has not been confirmed.
     *
     * @param openRank the rank that goes on in the middle of a line, or {@link #NO_RANK}
     */
    void resume(int openRank);

    /** What the children of a lost child will send again must not be taken from what it had sent before. */
    void discard(Slot slot);

    /** The front-end has the waves up to this number. */
    default void confirmed(long number) {}

    /** True if nothing is held here, and nothing will go up unless something new comes. */
    boolean isIdle();

    /** Releases what is held; the stream is gone. */
    void close();
}
