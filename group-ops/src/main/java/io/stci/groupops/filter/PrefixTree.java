package io.stci.groupops.filter;

import io.stci.core.RankSet;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Call paths of many ranks, joined from the outermost frame on: this is a node with all that is below it. At each stands how
 * many paths lead through it or end there, and the ranks whose they are. Such trees are what the Stack Trace Analysis Tool
 * shows (Arnold et al.: Stack Trace Analysis for Large Scale Debugging, IPDPS 2007).
 *
 * <p>Confined to one thread. Depth is bounded, so that walking a tree by recursion is safe.
 */
public final class PrefixTree {
    /** Levels below the root at the most. */
    public static final int MAX_DEPTH = 1000;

    private final String frame;
    private final TreeMap<String, PrefixTree> children = new TreeMap<>();
    private RankSet ranks;
    private long count;

    PrefixTree(String frame, RankSet ranks, long count) {
        this.frame = frame;
        this.ranks = ranks;
        this.count = count;
    }

    /** Empty at the root. */
    public String frame() {
        return frame;
    }

    /** Whose paths lead here; at the root all that contributed. */
    public RankSet ranks() {
        return ranks;
    }

    /** How many paths lead through this node or end here. */
    public long count() {
        return count;
    }

    /** How many paths end here. */
    public long countHere() {
        return children.values().stream().mapToLong(PrefixTree::count).reduce(count, (rest, below) -> rest - below);
    }

    /** By rising frame, as strings compare; can't be changed. */
    public Collection<PrefixTree> children() {
        return Collections.unmodifiableCollection(children.values());
    }

    SortedMap<String, PrefixTree> byFrame() {
        return children;
    }

    /** Adds a path of the ranks of this tree, from the frame at the index on. */
    void add(CallPath path) {
        PrefixTree node = this;
        node.count = plus(node.count, path.count());
        for (String name : path.frames()) {
            node = node.children.computeIfAbsent(Texts.asItTravels(name), frame -> new PrefixTree(frame, ranks, 0));
            node.count = plus(node.count, path.count());
        }
    }

    /** Takes the other tree over. */
    PrefixTree merge(PrefixTree other) {
        ranks = ranks.union(other.ranks);
        count = plus(count, other.count);
        other.children.forEach((name, child) -> children.merge(name, child, PrefixTree::merge));
        return this;
    }

    private static long plus(long left, long right) {
        return Refusals.add("prefix-tree", left, right);
    }
}
