package io.stci.routing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;

/** What holds for every tree, whatever its shape; knows nothing of how topologies are stored. */
final class TreeInvariants {
    private final Topology tree;
    private final String name;

    private TreeInvariants(Topology tree) {
        this.tree = tree;
        this.name = tree.toString();
    }

    static void check(Topology tree) {
        TreeInvariants invariants = new TreeInvariants(tree);
        invariants.numbersNodesInOrder();
        invariants.reachesEachNodeOnceBreadthFirst();
        invariants.agentsStandInRankOrderFromTheLeft();
        for (int node = 0; node < tree.nodes(); node++) {
            invariants.agreesWithItsChildren(node);
            invariants.partitionsItsRanks(node);
        }
    }

    /** What holds where all junctions of a node come before its agents. */
    static void checkIdsOfChildrenRise(Topology tree) {
        for (int node = 0; node < tree.nodes(); node++) {
            int[] children = tree.children(node);
            int[] rising = IntStream.of(children).sorted().distinct().toArray();
            assertArrayEquals(rising, children, tree.toString());
        }
    }

    /** Compares with the paths from each destination up to the root. */
    static void checkNextHops(Topology tree, Random random) {
        RankSet destinations = randomRanks(tree.agents(), random);
        BitSet onPath = new BitSet();
        destinations.intersect(RankSet.all(tree.agents())).forEach(rank -> markPath(tree, tree.node(rank), onPath));
        for (int node = 0; node < tree.nodes(); node++) {
            int[] expected =
                    Arrays.stream(tree.children(node)).filter(onPath::get).toArray();
            assertArrayEquals(expected, tree.nextHops(node, destinations), tree + " to " + destinations);
        }
    }

    private static void markPath(Topology tree, int agent, BitSet onPath) {
        for (int node = agent; node >= 0; node = tree.parent(node)) {
            onPath.set(node);
        }
    }

    /** Empty, sparse, dense and complete ones, some with ranks beyond the tree. */
    private static RankSet randomRanks(int agents, Random random) {
        double density = random.nextInt(5) / 4.0;
        int beyond = random.nextInt(3);
        return RankSet.of(IntStream.range(0, agents + beyond)
                .filter(rank -> random.nextDouble() < density)
                .toArray());
    }

    private void numbersNodesInOrder() {
        assertEquals(1 + tree.junctions() + tree.agents(), tree.nodes(), name);
        assertEquals(-1, tree.parent(Topology.ROOT), name);
        for (int node = 0; node < tree.nodes(); node++) {
            Role expected = node == 0 ? Role.FRONT_END : node <= tree.junctions() ? Role.JUNCTION : Role.AGENT;
            assertEquals(expected, tree.role(node), name);
        }
        for (int rank = 0; rank < tree.agents(); rank++) {
            assertEquals(tree.junctions() + 1 + rank, tree.node(rank), name);
            assertEquals(rank, tree.rank(tree.node(rank)), name);
        }
    }

    private void reachesEachNodeOnceBreadthFirst() {
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        BitSet reached = new BitSet();
        int nextJunction = 0;
        queue.add(Topology.ROOT);
        while (!queue.isEmpty()) {
            int node = queue.remove();
            assertTrue(!reached.get(node), name + ": node " + node + " reached twice");
            reached.set(node);
            if (tree.role(node) != Role.AGENT) {
                assertEquals(nextJunction++, node, name);
            }
            Arrays.stream(tree.children(node)).forEach(queue::add);
        }
        assertEquals(tree.nodes(), reached.cardinality(), name);
    }

    private void agentsStandInRankOrderFromTheLeft() {
        int[] leaves = leavesBelow(Topology.ROOT).map(tree::rank).toArray();
        assertArrayEquals(IntStream.range(0, tree.agents()).toArray(), leaves, name);
    }

    private IntStream leavesBelow(int node) {
        return tree.role(node) == Role.AGENT
                ? IntStream.of(node)
                : Arrays.stream(tree.children(node)).flatMap(this::leavesBelow);
    }

    private void agreesWithItsChildren(int node) {
        int[] children = tree.children(node);
        assertEquals(children.length, tree.childCount(node), name);
        assertEquals(tree.role(node) == Role.AGENT, children.length == 0, name);
        for (int i = 0; i < children.length; i++) {
            assertEquals(node, tree.parent(children[i]), name);
            assertEquals(tree.depth(node) + 1, tree.depth(children[i]), name);
        }
        assertTrue(tree.depth(node) <= tree.height(), name);
    }

    private void partitionsItsRanks(int node) {
        RankSet ranks = tree.ranks(node);
        assertEquals(ranks.size() - 1, ranks.last() - ranks.first(), name);
        if (tree.role(node) == Role.AGENT) {
            assertEquals(RankSet.of(tree.rank(node)), ranks, name);
            return;
        }
        int next = ranks.first();
        for (int child : tree.children(node)) {
            assertEquals(next, tree.ranks(child).first(), name);
            next = tree.ranks(child).last() + 1;
        }
        assertEquals(ranks.last() + 1, next, name);
    }
}
