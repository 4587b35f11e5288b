package io.stci.routing;

import java.util.OptionalInt;

/**
 * The form of a tree, as people write it: {@code flat}, {@code 8x8}, {@code kary:4}, {@code knomial:3}, {@code
 * groups:4,4,8;16}.
 *
 * <p>Two shapes are equal if they print alike, and {@code parse(toString())} is equal to the shape. The one exception is
 * the shape of an {@link ExplicitTopology}: it prints as {@code file}, is equal to those of equal trees, and {@link #text()} says all of
 * it. {@code parse(text())} is equal to any shape. Every shape
 * gives a tree at most {@value #MAX_LEVELS} levels deep below the front-end. Threads: immutable, safe to share.
 */
public abstract sealed class Shape permits FileShape, FlatShape, GroupsShape, KaryShape, KnomialShape, LevelsShape {
    static final int MAX_LEVELS = 24;

    private final String spec;

    Shape(String spec) {
        this.spec = spec;
    }

    /** All agents right under the front-end. */
    public static Shape flat() {
        return new FlatShape();
    }

    /**
     * The fewest levels in which nobody has more than {@code fanout} children. All subtrees at the same depth are equal
     * in size but for one agent.
     *
     * @param fanout 2 to {@link io.stci.core.RankSet#MAX_RANKS}
     * @throws io.stci.core.StciException INVALID_ARGUMENT if it is out of that range
     */
    public static Shape kary(int fanout) {
        return new KaryShape(fanout);
    }

    /**
     * Exactly these levels, from the front-end's children down to the agents: {@code levels(8, 4)} is 8 junctions with 4
     * agents each. The shape fixes the number of agents, and may put a junction above a single one.
     *
     * @param fanouts 1 to 24 of them, each at least 1, whose product and whose number of junctions are at most {@link
     *     io.stci.core.RankSet#MAX_RANKS}; copied
     * @throws io.stci.core.StciException INVALID_ARGUMENT naming the fan-out that is wrong
     */
    public static Shape levels(int... fanouts) {
        return new LevelsShape(fanouts.clone());
    }

    /**
     * A k-nomial tree: each node hands up to k - 1 subtrees of every power of k to its children, largest first. Children
     * on the left have more below them, so a wave that is sent to them first ends everywhere at about the same time.
     *
     * @param k 2 to {@link io.stci.core.RankSet#MAX_RANKS}
     * @throws io.stci.core.StciException INVALID_ARGUMENT if it is out of that range
     */
    public static Shape knomial(int k) {
        return new KnomialShape(k);
    }

    /**
     * Agents that belong together, such as those of a host or rack, below a junction of their own: the first group has the
     * first ranks, and so on. A group of one agent gets no junction. Above the groups are the fewest levels in which nobody
     * has more than {@code fanout} children, divided as evenly among groups as {@link #kary} divides agents; only the
     * junction of a larger group has more. The shape fixes the number of agents. Below one node, agents may stand before
     * junctions.
     *
     * @param fanout 2 to {@link io.stci.core.RankSet#MAX_RANKS}
     * @param sizes of 1 to 2^20 groups, each at least 1, together at most {@link io.stci.core.RankSet#MAX_RANKS}; copied
     * @throws io.stci.core.StciException INVALID_ARGUMENT naming the number that is wrong
     */
    public static Shape groups(int fanout, int... sizes) {
        return new GroupsShape(fanout, sizes.clone());
    }

    /**
     * Reads {@code flat}, {@code 8x8} (fan-outs from the front-end down; {@code 8} is one level), {@code kary:4}, {@code
     * knomial:3} or {@code groups:4,4,8;16} (sizes of the groups; fan-out). Lower case, ASCII digits, no blanks, no leading
     * zeros. Also what {@link #text()} makes of a drawn tree.
     *
     * @throws io.stci.core.StciException INVALID_ARGUMENT naming the part that is wrong
     */
    public static Shape parse(String spec) {
        return ShapeText.parse(spec);
    }

    /**
     * The text that {@link #parse} reads, whatever the shape: {@link #toString()}, but for a drawn tree {@code drawn:2,0;0,0} - for each
     * inner node, breadth first, how many agents lie below each of its children, 0 for an agent itself - which grows with the tree.
     */
    public String text() {
        return spec;
    }

    /** The number of agents that the shape fixes; empty if it fits any number. */
    public OptionalInt agents() {
        return OptionalInt.empty();
    }

    /** How to divide this many agents; the number fits the shape. */
    abstract Splitter splitter(int agents);

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && spec.equals(that.spec);
    }

    @Override
    public int hashCode() {
        return spec.hashCode();
    }

    /** The text that {@link #parse} reads, or {@code file} for a drawn tree. */
    @Override
    public final String toString() {
        return spec;
    }
}
