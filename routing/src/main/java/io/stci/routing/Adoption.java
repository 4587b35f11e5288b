package io.stci.routing;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The tree that is left of a topology after deaths: every live node is adopted by its nearest live ancestor.
 *
 * <p>It depends on which nodes are dead, not on the order of their deaths, so all that know the same deaths compute the same
 * tree. The front-end never dies. A junction stays even if all agents below it are dead. What lies below a node after
 * adoption is what of the topology below it lives; the ranks are in general no longer contiguous.
 *
 * <p>Every method that takes a node throws IndexOutOfBoundsException unless it lies between 0 and {@link Topology#nodes()}
 * - 1. A query costs as much as its answer and the dead between are large, whatever the size of the tree; ordering a
 * death costs as much as the dead set. Threads: immutable, safe to share.
 */
public final class Adoption {
    private static final int[] NO_NODES = {};

    private final Topology topology;
    /** Rising. */
    private final int[] deadJunctions;

    private final RankSet lost;

    private Adoption(Topology topology, int[] deadJunctions, RankSet lost) {
        this.topology = topology;
        this.deadJunctions = deadJunctions;
        this.lost = lost;
    }

    /** All alive, epoch 0. */
    public static Adoption of(Topology topology) {
        return new Adoption(Objects.requireNonNull(topology), NO_NODES, RankSet.empty());
    }

    /**
     * The tree after these further deaths, in any order; those that are dead already, or named twice, change nothing.
     *
     * @param deadNodes junctions or agents; many at once cost hardly more than one
     * @throws StciException INVALID_ARGUMENT if the front-end is among them
     */
    public Adoption with(int... deadNodes) {
        int[] fresh = Arrays.stream(deadNodes)
                .filter(node -> !isDead(mortal(node)))
                .distinct()
                .toArray();
        if (fresh.length == 0) {
            return this;
        }
        IntStream junctions = Arrays.stream(fresh).filter(node -> !isAgent(node));
        RankSet.Builder ranks = new RankSet.Builder().add(lost);
        Arrays.stream(fresh).filter(this::isAgent).map(topology::rank).forEach(ranks::add);
        int[] allJunctions = IntStream.concat(Arrays.stream(deadJunctions), junctions)
                .sorted()
                .toArray();
        return new Adoption(topology, allJunctions, ranks.build());
    }

    public Topology topology() {
        return topology;
    }

    /** How many deaths have been ordered; of two trees of one session, the one with the higher epoch is the newer. */
    public long epoch() {
        return deadJunctions.length + (long) lost.size();
    }

    public boolean isDead(int node) {
        return isAgent(node) ? lost.contains(topology.rank(node)) : Arrays.binarySearch(deadJunctions, node) >= 0;
    }

    /** The dead nodes in rising order; {@code Adoption.of(topology).with(dead())} is equal to this. A fresh array. */
    public int[] dead() {
        IntStream agents = Arrays.stream(lost.toArray()).map(topology::node);
        return IntStream.concat(Arrays.stream(deadJunctions), agents).toArray();
    }

    /** The ranks of the dead agents. */
    public RankSet lost() {
        return lost;
    }

    /** The nearest live ancestor; -1 for the front-end. For a dead node, the one that adopts its orphans. */
    public int parent(int node) {
        int ancestor = topology.parent(node);
        while (ancestor > Topology.ROOT && isDead(ancestor)) {
            ancestor = topology.parent(ancestor);
        }
        return ancestor;
    }

    /**
     * The ancestors by topology, dead or alive, from the parent up to the front-end: whom an orphan tries in turn. Empty
     * for the front-end; a fresh array.
     */
    public int[] ancestors(int node) {
        return IntStream.iterate(topology.parent(node), ancestor -> ancestor >= 0, topology::parent)
                .toArray();
    }

    /** How many links lie between the front-end and the node after adoption; for a dead node, and its orphans. */
    public int depth(int node) {
        int depth = 0;
        for (int ancestor = parent(node); ancestor >= 0; ancestor = parent(ancestor)) {
            depth++;
        }
        return depth;
    }

    /**
     * The live nodes right below after adoption, rising by the first rank that the topology gives them; their ids need not
     * rise. Empty for a dead node; a fresh array.
     */
    public int[] children(int node) {
        return isDead(node) ? NO_NODES : nearestLive(node);
    }

    /**
     * The live nodes that the death of this node leaves without their link up, in the order of {@link #children}: whom
     * {@link #parent} adopts. Empty for a live node; a fresh array.
     */
    public int[] orphans(int node) {
        return isDead(node) ? nearestLive(node) : NO_NODES;
    }

    /**
     * The ranks of the live agents below the node, or its own if it is a live agent; may be empty. For a dead junction,
     * the ranks that its orphans bring to the one that adopts them.
     */
    public RankSet ranks(int node) {
        return topology.ranks(node).minus(lost);
    }

    /**
     * Those of {@link #children} that are a live destination or have one below them, in the same order; a fresh array.
     *
     * @param destinations any ranks; those that are dead or don't lie below the node are no one's and add nothing
     */
    public int[] nextHops(int node, RankSet destinations) {
        if (isDead(node)) {
            return NO_NODES;
        }
        RankSet wanted = destinations.intersect(ranks(node));
        if (deadJunctions.length == 0) {
            return topology.nextHops(node, wanted);
        }
        NodeList hops = list();
        topology.visitChildren(node, new LiveChildren(this, new WantedChildren(topology, wanted, hops)));
        return hops.toArray();
    }

    /** Equal if the topologies are equal in shape and size, and the same nodes are dead. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Adoption that
                && topology.agents() == that.topology.agents()
                && topology.shape().equals(that.topology.shape())
                && Arrays.equals(deadJunctions, that.deadJunctions)
                && lost.equals(that.lost);
    }

    @Override
    public int hashCode() {
        int tree = Objects.hash(topology.shape(), topology.agents());
        return Objects.hash(tree, Arrays.hashCode(deadJunctions), lost);
    }

    /** Such as {@code kary:4 over 64 agents, 3 nodes dead}. */
    @Override
    public String toString() {
        return topology + ", " + epoch() + (epoch() == 1 ? " node" : " nodes") + " dead";
    }

    private int[] nearestLive(int node) {
        NodeList live = list();
        topology.visitChildren(node, new LiveChildren(this, live));
        return live.toArray();
    }

    private NodeList list() {
        return new NodeList(topology.junctions() + 1);
    }

    private boolean isAgent(int node) {
        return topology.role(node) == Role.AGENT;
    }

    private static int mortal(int node) {
        if (node == Topology.ROOT) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "front-end 0", "can't be replaced by another node", "end the session");
        }
        return node;
    }
}
