package io.stci.routing;

import java.util.OptionalInt;

/**
 * The form of a tree, as people write it: {@code flat}, {@code 8x8}, {@code kary:4}, {@code knomial:3}.
 *
 * <p>Two shapes are equal if they print alike, and {@code parse(toString())} is equal to the shape. Every shape gives a
 * tree at most {@value #MAX_LEVELS} levels deep below the front-end. Threads: immutable, safe to share.
 */
public abstract sealed class Shape permits FlatShape, KaryShape, KnomialShape, LevelsShape {
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
     * agents each. This is the one shape that fixes the number of agents, and that may put a junction above a single one.
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
     * Reads {@code flat}, {@code 8x8} (fan-outs from the front-end down; {@code 8} is one level), {@code kary:4} or {@code
     * knomial:3}. Lower case, ASCII digits, no blanks, no leading zeros.
     *
     * @throws io.stci.core.StciException INVALID_ARGUMENT naming the part that is wrong
     */
    public static Shape parse(String spec) {
        return ShapeText.parse(spec);
    }

    /** The number of agents that the shape fixes; empty if it fits any number. */
    public OptionalInt agents() {
        return OptionalInt.empty();
    }

    /** How to divide this many agents; the number fits the shape. */
    abstract Splitter splitter(int agents);

    @Override
    public final boolean equals(Object other) {
        return other instanceof Shape that && spec.equals(that.spec);
    }

    @Override
    public final int hashCode() {
        return spec.hashCode();
    }

    /** The text that {@link #parse} reads. */
    @Override
    public final String toString() {
        return spec;
    }
}
