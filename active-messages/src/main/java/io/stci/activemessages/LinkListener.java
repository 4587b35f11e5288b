package io.stci.activemessages;

import io.stci.core.StciException;

/** Hears which tree links of a node come and go. Called on the node's thread. */
public interface LinkListener {
    default void childUp(int child) {}

    default void childDown(int child, StciException why) {}

    default void parentUp() {}

    default void parentDown(StciException why) {}

    /** A link to a parent could not be opened. */
    default void parentUnreachable(StciException why) {}
}
