package io.stci.routing;

/**
 * An inner node whose ranks are to be divided among its children.
 *
 * @param node its id; nodes are divided in rising order, breadth first
 * @param depth its distance from the root
 * @param firstRank the lowest rank below it
 * @param size how many ranks lie below it; at least 1
 */
record Span(int node, int depth, int firstRank, int size) {}
