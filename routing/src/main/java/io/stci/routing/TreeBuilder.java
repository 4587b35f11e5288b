package io.stci.routing;

import java.util.Arrays;

/** Lays a shape out over ranks, breadth first. */
final class TreeBuilder implements Parts {
    private final InnerNodes inner = new InnerNodes();
    private final int[] agentParent;
    private int node;
    private int nextRank;
    private int height;

    TreeBuilder(Shape shape, int agents) {
        agentParent = new int[agents];
        inner.add(-1, 0, agents);
        Splitter splitter = shape.splitter(agents);
        for (node = 0; node < inner.count(); node++) {
            nextRank = inner.firstRank(node);
            splitter.split(new Span(node, inner.depth(node), nextRank, inner.endRank(node) - nextRank), this);
            inner.closeChildren(node);
        }
        inner.trim();
    }

    @Override
    public void junction(int size) {
        inner.add(node, nextRank, nextRank + size);
        nextRank += size;
    }

    @Override
    public void agents(int count) {
        Arrays.fill(agentParent, nextRank, nextRank + count, node);
        inner.addAgents(node, count);
        nextRank += count;
        height = Math.max(height, inner.depth(node) + 1);
    }

    InnerNodes inner() {
        return inner;
    }

    /** The parent of each agent, by rank. */
    int[] agentParent() {
        return agentParent;
    }

    int height() {
        return height;
    }
}
