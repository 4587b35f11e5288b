package io.stci.routing;

/** How a shape divides the ranks of an inner node among its children, for one number of agents. */
@FunctionalInterface
interface Splitter {
    /**
     * Hands out exactly {@code size} ranks.
     *
     * @param depth the node's distance from the root
     * @param size how many ranks lie below the node; at least 1
     */
    void split(int depth, int size, Parts parts);
}
