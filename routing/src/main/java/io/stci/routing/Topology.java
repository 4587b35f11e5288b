package io.stci.routing;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Objects;

/**
 * A tree laid out: who is whose parent, and below which child a rank lies.
 *
 * <p>Nodes are numbered 0 for the front-end, 1 to J for the junctions in breadth-first order, and J + 1 to J + N for the
 * agents in rank order. The ranks below a node are contiguous, and those of its children follow each other in the order of
 * the children. Two topologies of equal shape and size are laid out alike, on every host.
 *
 * <p>Every method that takes a node throws IndexOutOfBoundsException unless it lies between 0 and {@link #nodes()} - 1.
 * Those that return one number or a role take constant time. Threads: immutable, safe to share.
 */
public final class Topology {
    /** The front-end's node id. */
    public static final int ROOT = 0;

    private static final int[] NO_NODES = {};

    private final Shape shape;
    private final InnerNodes inner;
    private final int[] agentParent;
    private final int height;

    private Topology(Shape shape, TreeBuilder tree) {
        this.shape = shape;
        this.inner = tree.inner();
        this.agentParent = tree.agentParent();
        this.height = tree.height();
    }

    /**
     * Lays the shape out.
     *
     * @param agents 1 to {@link RankSet#MAX_RANKS}
     * @throws StciException INVALID_ARGUMENT if the number is out of that range or not the one that the shape fixes
     */
    public static Topology of(Shape shape, int agents) {
        checkAgents(agents);
        checkFit(shape, agents);
        return new Topology(shape, new TreeBuilder(shape, agents));
    }

    /** What it was laid out by. */
    public Shape shape() {
        return shape;
    }

    /** How many agents there are; at least 1. */
    public int agents() {
        return agentParent.length;
    }

    /** How many junctions there are; may be none. */
    public int junctions() {
        return inner.count() - 1;
    }

    /** The front-end, the junctions and the agents. */
    public int nodes() {
        return inner.count() + agents();
    }

    /** How many links lie between the front-end and the agent that is farthest from it; at least 1. */
    public int height() {
        return height;
    }

    /** What the node is. */
    public Role role(int node) {
        return isAgent(node) ? Role.AGENT : node == ROOT ? Role.FRONT_END : Role.JUNCTION;
    }

    /** The node above; -1 for the front-end. */
    public int parent(int node) {
        return isAgent(node) ? agentParent[node - inner.count()] : inner.parent(node);
    }

    /** How many links lie between the front-end and the node. */
    public int depth(int node) {
        return isAgent(node) ? inner.depth(parent(node)) + 1 : inner.depth(node);
    }

    /** How many nodes are right below the node; 0 for an agent. */
    public int childCount(int node) {
        return isAgent(node) ? 0 : inner.childCount(node);
    }

    /**
     * The nodes right below, in the order of their ranks; a fresh array. Their ids rise as well, except where a shape puts
     * agents before junctions, as {@link Shape#groups} and {@link ExplicitTopology} may.
     */
    public int[] children(int node) {
        NodeList children = list();
        visitChildren(node, children);
        return children.toArray();
    }

    /**
     * The rank of an agent.
     *
     * @throws StciException INVALID_ARGUMENT if the node is no agent
     */
    public int rank(int node) {
        if (!isAgent(node)) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    role(node) + " " + node,
                    "has no rank",
                    "name an agent, node " + inner.count() + " to " + (nodes() - 1));
        }
        return node - inner.count();
    }

    /**
     * The node id of a rank.
     *
     * @throws IndexOutOfBoundsException unless the rank lies between 0 and {@link #agents()} - 1
     */
    public int node(int rank) {
        return inner.count() + Objects.checkIndex(rank, agents());
    }

    /** The ranks of the agents below the node, or its own if it is an agent; never empty, contiguous. */
    public RankSet ranks(int node) {
        return isAgent(node) ? RankSet.of(rank(node)) : ranks(inner.firstRank(node), inner.endRank(node));
    }

    /**
     * Those of {@link #children} that have a destination below them or are one, in the same order; a fresh array.
     *
     * @param destinations any ranks; those that don't lie below the node are no one's and add nothing
     */
    public int[] nextHops(int node, RankSet destinations) {
        if (isAgent(node) || destinations.isEmpty()) {
            return NO_NODES;
        }
        if (destinations.containsAll(ranks(node))) {
            return children(node);
        }
        NodeList hops = list();
        visitChildren(node, new WantedChildren(this, destinations, hops));
        return hops.toArray();
    }

    /** Such as {@code kary:4 over 64 agents}. */
    @Override
    public String toString() {
        return shape + " over " + agents() + (agents() == 1 ? " agent" : " agents");
    }

    /** Shows the children of the node in the order of their ranks; none if it is an agent. */
    void visitChildren(int node, ChildVisitor visitor) {
        if (!isAgent(node)) {
            inner.visitChildren(node, visitor);
        }
    }

    private NodeList list() {
        return new NodeList(inner.count());
    }

    private boolean isAgent(int node) {
        return Objects.checkIndex(node, nodes()) >= inner.count();
    }

    private static RankSet ranks(int first, int end) {
        return RankSet.range(first, end - 1);
    }

    private static void checkAgents(int agents) {
        if (agents < 1 || agents > RankSet.MAX_RANKS) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    agents + " agents",
                    "must be between 1 and " + RankSet.MAX_RANKS,
                    "ask for a number in that range");
        }
    }

    private static void checkFit(Shape shape, int agents) {
        int fixed = shape.agents().orElse(agents);
        if (fixed != agents) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "topology " + ShapeText.quote(shape.toString()),
                    "holds " + fixed + " agents, but " + agents + " are asked for",
                    "ask for " + fixed + " or take a shape that fits any number, such as kary:8");
        }
    }
}
