package io.stci.session;

import io.stci.routing.Adoption;
import io.stci.routing.Topology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The tree of a session as the front-end knew it at one moment: who was whose child, who was gone, who looked for a parent. A
 * snapshot: it does not change.
 *
 * <p>What it promises. Nodes tell what they see, so the front-end knows a change a few milliseconds for each level later, and later
 * still while those that would tell look for a parent themselves. Until then a node whose link is down may be {@link
 * LinkState#LINKED} here, and one that has been taken in an orphan. A node is never shown below a parent that never had it, and one
 * that is {@link LinkState#GONE} does not come back. When nothing has changed for a while, the tree is exact: each node that lives is
 * below the nearest of its ancestors by topology that are not gone.
 *
 * <p>Node ids are those of {@link Session#topology()}. Methods that take one throw IndexOutOfBoundsException if there is none such.
 * Threads: immutable, safe to share.
 */
public final class SessionTree {
    /** The parent of who has none. */
    public static final int NONE = -1;

    private final Topology topology;
    private final BitSet joined;
    private final Map<Integer, Integer> moved;
    private final Set<Integer> unlinked;
    private final Set<Integer> givenUp;
    private final SortedMap<Integer, String> gone;
    /** Where everybody comes to stand if no other node goes. */
    private final Adoption left;
    /** Of those that have moved: the children of their new parents. */
    private final Map<Integer, List<Integer>> adopted = new TreeMap<>();

    /**
     * @param moved the last parent of those that have another than by topology
     * @param givenUp those that are gone with all that had no other parent
     * @param gone why, of those that are known to be gone by themselves
     */
    SessionTree(
            Topology topology,
            BitSet joined,
            Map<Integer, Integer> moved,
            Set<Integer> unlinked,
            Set<Integer> givenUp,
            SortedMap<Integer, String> gone) {
        this.topology = topology;
        this.joined = (BitSet) joined.clone();
        this.moved = new TreeMap<>(moved);
        this.unlinked = Set.copyOf(unlinked);
        this.givenUp = Set.copyOf(givenUp);
        this.gone = Collections.unmodifiableSortedMap(new TreeMap<>(gone));
        this.left = Adoption.of(topology)
                .with(gone.keySet().stream().mapToInt(Integer::intValue).toArray());
        this.moved.forEach((node, parent) ->
                adopted.computeIfAbsent(parent, none -> new ArrayList<>()).add(node));
    }

    /** The tree as it was laid out. */
    public Topology topology() {
        return topology;
    }

    /** How a node stands to the others. */
    public LinkState state(int node) {
        int last = lastParent(node);
        if (node == Topology.ROOT) {
            return LinkState.LINKED;
        }
        if (gone.containsKey(node) || isGivenUp(last)) {
            return LinkState.GONE;
        }
        if (!joined.get(node)) {
            return LinkState.AWAITED;
        }
        return unlinked.contains(node) || gone.containsKey(last) ? LinkState.ORPHAN : LinkState.LINKED;
    }

    /** To whom it is linked; {@link #NONE} for the front-end, and for a node that is not {@link LinkState#LINKED}. */
    public int parent(int node) {
        return state(node) == LinkState.LINKED ? lastParent(node) : NONE;
    }

    /**
     * Who takes the node in if no other node goes: the nearest of its ancestors by topology that are not known to be gone. That is its
     * parent if it has one; {@link #NONE} for the front-end.
     */
    public int nearestAncestor(int node) {
        return left.parent(node);
    }

    /** The nodes that are linked to it, by rising id; a fresh array. */
    public int[] children(int node) {
        List<Integer> children = new ArrayList<>(adopted.getOrDefault(node, List.of()));
        for (int child : topology.children(node)) {
            if (!moved.containsKey(child)) {
                children.add(child);
            }
        }
        return children.stream()
                .filter(child -> state(child) == LinkState.LINKED)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /** The nodes that look for a parent, rising. What is below them is cut off from the front-end until they have found one. */
    public int[] orphans() {
        return nodes(LinkState.ORPHAN);
    }

    /** Nodes in a state, rising; takes as long as the tree is large. */
    public int[] nodes(LinkState state) {
        return IntStream.range(0, topology.nodes())
                .filter(node -> state(node) == state)
                .toArray();
    }

    /**
     * Which nodes are gone and why, as far as is known; unmodifiable. Those that went with an ancestor, as nobody took them in, are
     * {@link LinkState#GONE} without being here.
     */
    public SortedMap<Integer, String> gone() {
        return gone;
    }

    /** True if no node is awaited or looks for a parent. */
    public boolean isSettled() {
        return IntStream.range(0, topology.nodes())
                .mapToObj(this::state)
                .noneMatch(state -> state == LinkState.AWAITED || state == LinkState.ORPHAN);
    }

    /** How many links lie between the front-end and the node that is farthest from it, of those that it reaches. */
    public int height() {
        return TreeDrawing.height(this, Topology.ROOT);
    }

    /**
     * The tree in lines: junctions indented below their parents, agents of one parent in one line by their ranks; then who looks for
     * a parent, is awaited, or is gone and why.
     */
    public String text() {
        return TreeDrawing.text(this);
    }

    /**
     * A drawing for Graphviz: the front-end, junctions and their links, with a box for the agents of one parent. Orphans are drawn
     * dashed below who is to take them in, nodes that are gone without links.
     */
    public String dot() {
        return TreeDrawing.dot(this);
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }

    private int lastParent(int node) {
        return moved.getOrDefault(node, topology.parent(node));
    }

    private boolean isGivenUp(int from) {
        for (int node = from; node >= 0; node = lastParent(node)) {
            if (givenUp.contains(node)) {
                return true;
            }
        }
        return false;
    }
}
