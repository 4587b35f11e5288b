package io.stci.activemessages;

import io.stci.core.StciException;

/** Hears which tree links of a node come and go. Called on the node's thread. */
public interface LinkListener {
    default void childUp(int child) {}

    default void childDown(int child, StciException why) {}

    default void parentUp() {}

    /** The link to the parent is gone, or could not be opened. */
    default void parentDown(StciException why) {}
}
