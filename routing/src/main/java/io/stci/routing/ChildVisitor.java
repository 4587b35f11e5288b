package io.stci.routing;

/** Takes the children of a node that is laid out, from the lowest ranks up. */
interface ChildVisitor {
    void junction(int node);

    /** The agents from {@code firstRank} up to, but without, {@code endRank}; never none. */
    void agents(int firstRank, int endRank);
}
