package io.stci.activemessages;

import io.stci.core.StciException;

/** Hears which tree links of a node come and go. Called on the node's thread. */
public interface LinkListener {
    default void childUp(int child) {}

    default void childDown(int child, StciException why) {}

    /** A child that was linked before has started anew: what it was is gone for good. Its link, if any, is down already. */
    default void childRestarted(int child) {}

    /** A linked child has been silent for longer, or is heard again. */
    default void childState(int child, PeerState state) {}

    /** As {@link #childState}, of the parent. */
    default void parentState(PeerState state) {}

    default void parentUp() {}

    default void parentDown(StciException why) {}

    /** A link to a parent could not be opened. */
    default void parentUnreachable(StciException why) {}
}
