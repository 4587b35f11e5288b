package io.stci.routing;

import java.util.Arrays;

/** The front-end and the junctions of a tree, by node id: columns that grow while the tree is built. */
final class InnerNodes {
    private int count;
    private int[] parent = new int[16];
    private int[] depth = new int[16];
    private int[] firstRank = new int[16];
    private int[] endRank = new int[16];
    private int[] endJunction = new int[16];
    private int[] ownAgents = new int[16];

    /** Adds a node over the ranks from {@code first} up to, but without, {@code end}. */
    void add(int parentNode, int first, int end) {
        if (count == parent.length) {
            resize(count + (count >> 1));
        }
        parent[count] = parentNode;
        depth[count] = parentNode < 0 ? 0 : depth[parentNode] + 1;
        firstRank[count] = first;
        endRank[count] = end;
        count++;
    }

    /** Counts further agents right under the node. */
    void addAgents(int node, int agents) {
        ownAgents[node] += agents;
    }

    /** Says that the junctions added since the last call are this node's; nodes are closed in the order of their ids. */
    void closeChildren(int node) {
        endJunction[node] = count;
    }

    /** Gives room for growth back. */
    void trim() {
        resize(count);
    }

    int count() {
        return count;
    }

    int parent(int node) {
        return parent[node];
    }

    int depth(int node) {
        return depth[node];
    }

    int firstRank(int node) {
        return firstRank[node];
    }

    /** One above the last rank below the node. */
    int endRank(int node) {
        return endRank[node];
    }

    /** How many junctions and agents are right under the node. */
    int childCount(int node) {
        return endJunction[node] - firstJunction(node) + ownAgents[node];
    }

    /** Shows the junctions right under the node, and between them the agents. */
    void visitChildren(int node, ChildVisitor visitor) {
        int nextRank = firstRank[node];
        for (int junction = firstJunction(node); junction < endJunction[node]; junction++) {
            visitAgents(nextRank, firstRank[junction], visitor);
            visitor.junction(junction);
            nextRank = endRank[junction];
        }
        visitAgents(nextRank, endRank[node], visitor);
    }

    private static void visitAgents(int first, int end, ChildVisitor visitor) {
        if (first < end) {
            visitor.agents(first, end);
        }
    }

    /** The first junction right under the node, if there is any. */
    private int firstJunction(int node) {
        return node == 0 ? 1 : endJunction[node - 1];
    }

    private void resize(int capacity) {
        parent = Arrays.copyOf(parent, capacity);
        depth = Arrays.copyOf(depth, capacity);
        firstRank = Arrays.copyOf(firstRank, capacity);
        endRank = Arrays.copyOf(endRank, capacity);
        endJunction = Arrays.copyOf(endJunction, capacity);
        ownAgents = Arrays.copyOf(ownAgents, capacity);
    }
}
