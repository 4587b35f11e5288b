package io.stci.activemessages.message;

import io.stci.core.StciException;

/** Hears what no request tells. Called on the node's thread; must not throw. */
public interface MessageListener {
    /** A one-way message or an interrupt that came here had no effect, or what was to run when a request is called off failed. */
    default void lostHere(int from, String handler, StciException why) {}

    /**
     * One-way messages or interrupts that went out from here had no effect.
     *
     * @param count how many; with more than one, handler and reason are those of the first
     */
    default void lostThere(int to, String handler, int count, StciException why) {}

    /** There may be room for this end again, after {@link ActiveMessages#hasRoom} said that there is none. */
    default void room(int to) {}

    /** A peer sent what breaks the protocol, which was dropped. */
    default void malformed(int from, StciException why) {}
}
