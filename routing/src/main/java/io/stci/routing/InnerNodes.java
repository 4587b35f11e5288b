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

    /** The first junction right under the node, if there is any. */
    int firstJunction(int node) {
        return node == 0 ? 1 : endJunction[node - 1];
    }

    /** One above the last junction right under the node; equal to the first if there is none. */
    int endJunction(int node) {
        return endJunction[node];
    }

    /** The first rank right under the node; they run up to its end rank. */
    int firstOwnRank(int node) {
        int end = endJunction(node);
        return end == firstJunction(node) ? firstRank[node] : endRank[end - 1];
    }

    private void resize(int capacity) {
        parent = Arrays.copyOf(parent, capacity);
        depth = Arrays.copyOf(depth, capacity);
        firstRank = Arrays.copyOf(firstRank, capacity);
        endRank = Arrays.copyOf(endRank, capacity);
        endJunction = Arrays.copyOf(endJunction, capacity);
    }
}
