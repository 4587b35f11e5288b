package io.stci.session;

import io.stci.routing.Topology;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * At the front-end: who is whose child now, as far as it has been told; what differs from the tree as it was laid out. Confined to the
 * front-end's thread.
 */
final class LiveTree {
    private final Topology topology;
    private final BitSet joined = new BitSet();
    private final Map<Integer, Integer> moved = new HashMap<>();
    private final Set<Integer> unlinked = new HashSet<>();
    private final Set<Integer> givenUp = new HashSet<>();
    /** What was seen of those that are gone. */
    private final Map<Integer, String> gone = new LinkedHashMap<>();

    LiveTree(Topology topology) {
        this.topology = topology;
    }

    /** True if it had not. */
    boolean joined(int node) {
        boolean before = joined.get(node);
        joined.set(node);
        return !before;
    }

    int joinedCount() {
        return joined.cardinality();
    }

    /** The lowest node that has not joined; the number of nodes if all have. */
    int firstAwaited() {
        return joined.nextClearBit(1);
    }

    /** Whose child a node is, or was last. */
    int parent(int node) {
        return moved.getOrDefault(node, topology.parent(node));
    }

    boolean isGone(int node) {
        return gone.containsKey(node);
    }

    /** True if a node's link is down, or was when that was told last. */
    boolean isUnlinked(int node) {
        return unlinked.contains(node);
    }

    /** A node's link is down. */
    void unlinked(int node) {
        unlinked.add(node);
    }

    /** A node is linked to a parent: the one it had, or another. */
    void linked(int node, int parent) {
        unlinked.remove(node);
        gone.remove(node);
        if (parent == topology.parent(node)) {
            moved.remove(node);
        } else {
            moved.put(node, parent);
        }
    }

    /** A node does not come back; those below it look for another parent. */
    void gone(int node, String why) {
        gone.putIfAbsent(node, why);
    }

    /** Neither the node comes back nor those below it that have no other parent. */
    void givenUp(int node) {
        givenUp.add(node);
    }

    /** Who is left without a parent when a node is gone. */
    Set<Integer> childrenOf(int node) {
        Set<Integer> children = new TreeSet<>();
        for (int child : topology.children(node)) {
            children.add(child);
        }
        moved.forEach((child, parent) -> {
            if (parent == node) {
                children.add(child);
            }
        });
        children.removeIf(child -> parent(child) != node || isGone(child) || !joined.get(child));
        return children;
    }

    Set<Integer> gone() {
        return gone.keySet();
    }

    /** What was seen of a node that is gone. */
    String seen(int node) {
        return gone.get(node);
    }

    /** @param reasons of those that are {@link #gone()} */
    SessionTree snapshot(SortedMap<Integer, String> reasons) {
        return new SessionTree(topology, joined, moved, unlinked, givenUp, reasons);
    }
}
