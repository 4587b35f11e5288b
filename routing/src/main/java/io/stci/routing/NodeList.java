package io.stci.routing;

import java.util.Arrays;

/** Gathers the ids of the nodes that it is shown. */
final class NodeList implements ChildVisitor {
    private static final int[] NO_NODES = {};

    private final int firstAgent;
    private int[] nodes = NO_NODES;
    private int count;

    /** @param firstAgent the node id of rank 0 */
    NodeList(int firstAgent) {
        this.firstAgent = firstAgent;
    }

    @Override
    public void junction(int node) {
        reserve(1);
        nodes[count++] = node;
    }

    @Override
    public void agents(int firstRank, int endRank) {
        reserve(endRank - firstRank);
        for (int rank = firstRank; rank < endRank; rank++) {
            nodes[count++] = firstAgent + rank;
        }
    }

    /** The nodes in the order in which they came; the list is not to be used any more. */
    int[] toArray() {
        return count == nodes.length ? nodes : Arrays.copyOf(nodes, count);
    }

    private void reserve(int more) {
        if (count + more > nodes.length) {
            nodes = Arrays.copyOf(nodes, Math.max(count + more, count + (count >> 1) + 8));
        }
    }
}
