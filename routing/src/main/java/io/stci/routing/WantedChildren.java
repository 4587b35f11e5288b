package io.stci.routing;

import io.stci.core.RankSet;

/** Passes on those children that are destinations or have one below them. */
final class WantedChildren implements ChildVisitor {
    private final Topology topology;
    private final RankSet destinations;
    private final ChildVisitor next;

    WantedChildren(Topology topology, RankSet destinations, ChildVisitor next) {
        this.topology = topology;
        this.destinations = destinations;
        this.next = next;
    }

    @Override
    public void junction(int node) {
        if (topology.ranks(node).intersects(destinations)) {
            next.junction(node);
        }
    }

    @Override
    public void agents(int firstRank, int endRank) {
        RankSet.range(firstRank, endRank - 1)
                .intersect(destinations)
                .forEachRange((first, last) -> next.agents(first, last + 1));
    }
}
