package io.stci.routing;

import io.stci.core.RankSet;

/** Passes on the living, and in the place of a dead junction the nearest living below it. */
final class LiveChildren implements ChildVisitor {
    private final Adoption adoption;
    private final ChildVisitor next;

    LiveChildren(Adoption adoption, ChildVisitor next) {
        this.adoption = adoption;
        this.next = next;
    }

    @Override
    public void junction(int node) {
        if (adoption.isDead(node)) {
            adoption.topology().visitChildren(node, this);
        } else {
            next.junction(node);
        }
    }

    @Override
    public void agents(int firstRank, int endRank) {
        RankSet.range(firstRank, endRank - 1)
                .minus(adoption.lost())
                .forEachRange((first, last) -> next.agents(first, last + 1));
    }
}
