package io.stci.activemessages.message;

import io.stci.core.StciException;

/**
 * Moves messages between the ends of a session: the front-end and the agents.
 *
 * <p>Guarantees, which {@link ActiveMessages} builds on: while both ends live, what one sends another arrives exactly once and in
 * order, except that interrupts may overtake what isn't one. What it holds for a receiver that is slow is bounded, and said by
 * {@link #hasRoom}. A peer that something was sent to, or that is watched, is reported as gone once, for good, behind all that came
 * from it.
 *
 * <p>Threads: confined to the node's thread. The listener is called on it, and never inside a call of the carrier's own methods.
 */
public interface MessageCarrier {
    /** Stands for the front-end where a rank could stand. */
    int FRONT_END = -1;

    /** Which end this is: a rank, or {@link #FRONT_END}. */
    int self();

    /** Number of agents; ranks lie below it. The same at all ends. */
    int size();

    /** The longest message that may be sent; at least 4 KiB, the same at all ends. */
    int maxMessageBytes();

    /** False while a message to this end must wait; {@link Listener#room} tells when it need not any more. */
    boolean hasRoom(int to);

    /**
     * Sends a message; only if there is room, or if it is an interrupt: these are always taken. No more than
     * {@value ActiveMessages#INTERRUPTS} interrupts of {@value ActiveMessages#INTERRUPT_BYTES} bytes are on their way to one end.
     *
     * @param to another end; what is sent to one that has just gone is dropped
     * @param message passes to the carrier
     * @param interrupt may overtake messages that aren't interrupts
     * @throws StciException RESOURCE_EXHAUSTED if there is no room for what isn't an interrupt
     */
    void send(int to, byte[] message, boolean interrupt);

    /** From now on the listener hears when this other end is gone, or soon, if it is gone already. */
    void watch(int peer);

    /** Who hears of what comes; called once, before anything is sent. */
    void listen(Listener listener);

    /** Hears what comes. */
    interface Listener {
        /** @param message passes to the listener */
        void received(int from, byte[] message);

        /**
         * A one-way message for a handler here, or an interrupt, that went to several ends at once. It has no order with what comes
         * otherwise.
         *
         * @param payload passes to the listener
         * @param onEnd runs once, when nothing of it is held any more; until then it counts for the carrier
         */
        void multicast(int from, String handler, byte[] payload, boolean interrupt, Runnable onEnd);

        /** There is room again. May be called without need. */
        void room(int to);

        /** This end will send nothing more, and gets nothing more. */
        void gone(int peer, StciException why);
    }
}
