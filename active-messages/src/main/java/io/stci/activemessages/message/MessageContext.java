package io.stci.activemessages.message;

/** What a handler knows of the message that it handles. Threads: the node's, but for {@link #isCancelled}. */
public interface MessageContext {
    /** Who sent it: a rank, or {@link MessageCarrier#FRONT_END}. */
    int from();

    /**
     * Nanoseconds until nobody waits for the answer any more, 0 if that is so already; {@link Long#MAX_VALUE} for a one-way message.
     * The time that the request took to come is not taken off.
     */
    long deadlineLeftNs();

    /** True once nobody waits for the answer: it was called off, its time is up, or who asked is gone. From any thread. */
    boolean isCancelled();

    /** Runs the action when nobody waits for the answer any more; now, if that is so already; never once it is answered. */
    void onCancel(Runnable action);
}
