package io.stci.routing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.core.RankSet;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** What is left of a tree after deaths, found by climbing from every node; knows only parents of the topology. */
final class AdoptionModel {
    private final Topology tree;
    private final BitSet dead = new BitSet();
    private final int[] liveParent;
    private final int[][] children;
    private final int[][] orphans;
    private final int[] depth;

    /** @param preorder of the tree: that is the order in which children must come */
    AdoptionModel(Topology tree, int[] preorder, int... deadNodes) {
        this.tree = tree;
        this.liveParent = new int[tree.nodes()];
        this.children = new int[tree.nodes()][0];
        this.orphans = new int[tree.nodes()][0];
        this.depth = new int[tree.nodes()];
        IntStream.of(deadNodes).forEach(dead::set);
        IntStream.of(preorder).forEach(this::climb);
    }

    static int[] preorder(Topology tree) {
        return below(tree, Topology.ROOT).toArray();
    }

    /** Who is whose parent, child and orphan. */
    void checkTree(Adoption adoption) {
        for (int node = 0; node < tree.nodes(); node++) {
            assertEquals(dead.get(node), adoption.isDead(node));
            assertEquals(liveParent[node], adoption.parent(node));
            assertEquals(depth[node], adoption.depth(node));
            assertArrayEquals(children[node], adoption.children(node));
            assertArrayEquals(orphans[node], adoption.orphans(node));
        }
        assertArrayEquals(dead.stream().toArray(), adoption.dead());
        assertEquals(dead.cardinality(), adoption.epoch());
    }

    /** Every live node hangs below the front-end exactly once, without a circle. */
    void checkReach(Adoption adoption) {
        BitSet reached = new BitSet();
        int[] queue = new int[tree.nodes()];
        int end = 1;
        for (int i = 0; i < end; i++) {
            assertEquals(false, reached.get(queue[i]));
            reached.set(queue[i]);
            int[] next = adoption.children(queue[i]);
            System.arraycopy(next, 0, queue, end, next.length);
            end += next.length;
        }
        BitSet living = new BitSet();
        living.set(0, tree.nodes());
        living.andNot(dead);
        assertEquals(living, reached);
    }

    /** The ranks of a node are those of its children, one after the other. */
    void checkRanks(Adoption adoption) {
        assertEquals(RankSet.all(tree.agents()), adoption.lost().union(adoption.ranks(Topology.ROOT)));
        for (int node = 0; node < tree.nodes(); node++) {
            int[] below = dead.get(node) ? orphans[node] : children[node];
            int[] ranks = Arrays.stream(below)
                    .flatMap(child -> Arrays.stream(adoption.ranks(child).toArray()))
                    .toArray();
            boolean agent = tree.role(node) == Role.AGENT;
            int[] expected = !agent ? ranks : dead.get(node) ? new int[0] : new int[] {tree.rank(node)};
            assertArrayEquals(expected, adoption.ranks(node).toArray());
        }
    }

    void checkNextHops(Adoption adoption, RankSet destinations) {
        BitSet onPath = new BitSet();
        destinations.intersect(RankSet.all(tree.agents())).forEach(rank -> markPath(tree.node(rank), onPath));
        for (int node = 0; node < tree.nodes(); node++) {
            int[] expected = Arrays.stream(children[node]).filter(onPath::get).toArray();
            assertArrayEquals(expected, adoption.nextHops(node, destinations));
        }
    }

    /** The front-end comes first, and parents before their children. */
    private void climb(int node) {
        int ancestor = tree.parent(node);
        while (ancestor >= 0 && dead.get(ancestor)) {
            orphans[ancestor] = dead.get(node) ? orphans[ancestor] : append(orphans[ancestor], node);
            ancestor = tree.parent(ancestor);
        }
        liveParent[node] = ancestor;
        depth[node] = ancestor < 0 ? 0 : depth[ancestor] + 1;
        if (ancestor >= 0 && !dead.get(node)) {
            children[ancestor] = append(children[ancestor], node);
        }
    }

    private void markPath(int agent, BitSet onPath) {
        if (dead.get(agent)) {
            return;
        }
        for (int node = agent; node >= 0; node = liveParent[node]) {
            onPath.set(node);
        }
    }

    private static int[] append(int[] nodes, int node) {
        int[] longer = Arrays.copyOf(nodes, nodes.length + 1);
        longer[nodes.length] = node;
        return longer;
    }

    private static IntStream below(Topology tree, int node) {
        return IntStream.concat(
                IntStream.of(node), Arrays.stream(tree.children(node)).flatMap(child -> below(tree, child)));
    }
}
