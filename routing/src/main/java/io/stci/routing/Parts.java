package io.stci.routing;

/**
 * Takes the children of one node, from the lowest ranks up. Where all junctions come before the agents, not only the ranks
 * of the children rise but their node ids too.
 */
interface Parts {
    /** A junction over the next {@code size} ranks, at least 1. */
    void junction(int size);

    /** The next {@code count} ranks, at least 1, as agents right under the node. */
    void agents(int count);

    /** The next {@code size} ranks under one child: an agent if it is a single rank, else a junction. */
    default void subtree(int size) {
        if (size == 1) {
            agents(1);
        } else {
            junction(size);
        }
    }
}
