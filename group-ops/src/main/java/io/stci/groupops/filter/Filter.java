package io.stci.groupops.filter;

import io.stci.core.RankSet;
import java.util.EnumSet;
import java.util.Set;

/**
 * Combines the contributions of many ranks to one value, at the nodes of the tree on their way up.
 *
 * <p>An agent lifts what its rank contributes to a value; each node merges the values that came from below, and passes one up;
 * the front-end gets the last. {@link #laws} says what holds of {@link #merge}. Shapes of trees and orders of arrival differ
 * from run to run, so a result is the same in each only if merging is associative and commutative.
 *
 * <p>An instance serves one stream at one node, and is confined to the node's thread. What it keeps beyond a wave is lost with
 * its node; who adopts the nodes below is given what their filters keep, by {@link #state}.
 *
 * <p>Errors: whatever {@link #merge}, {@link #complete} or {@link #encode} throws fails that wave, and nothing else: the ranks
 * that the node would have held are missing, with the stream, the node and the reason named.
 *
 * @param <I> what one rank contributes
 * @param <V> a value: of one rank, or of many
 */
public interface Filter<I, V> {
    /** What may hold of merging. */
    enum Law {
        /** {@code merge(merge(a, b), c)} is the same as {@code merge(a, merge(b, c))}. */
        ASSOCIATIVE,
        /** {@code merge(a, b)} is the same as {@code merge(b, a)}. */
        COMMUTATIVE,
        /** {@code merge(a, a)} is the same as {@code a}. */
        IDEMPOTENT
    }

    /** What one rank contributes, as a value. At the agent. */
    V lift(int rank, I contribution);

    /** Combines two values; may change and return either of them, and must not use the other any more. */
    V merge(V left, V right);

    /** Not null, of any length; may be empty. */
    byte[] encode(V value);

    /**
     * Reads what {@link #encode} made.
     *
     * @param encoded to be left unchanged
     * @throws io.stci.core.StciException PROTOCOL_ERROR if it is none
     */
    V decode(byte[] encoded);

    /** What holds of {@link #merge}, as tests may check; associative and commutative unless it is said otherwise. */
    default Set<Law> laws() {
        return EnumSet.of(Law.ASSOCIATIVE, Law.COMMUTATIVE);
    }

    /**
     * A wave is complete at this node: the last chance to change its value, and to keep something for waves to come. Waves may
     * complete out of order. Not called for a wave that nobody contributed to.
     *
     * @param wave its number
     * @param ranks whose contributions the value holds
     * @return the value that goes up, or to the front-end
     */
    default V complete(long wave, RankSet ranks, V value) {
        return value;
    }

    /**
     * What it keeps of the ranks below beyond waves, for the filter of the node above that takes the place of a lost one between
     * them. Asked for as the node finds a new parent; waves may be on their way meanwhile.
     *
     * @return up to 64 KiB, and 256 KiB of all streams together; what is more is not handed on. Null if there is nothing
     */
    default byte[] state() {
        return null;
    }

    /**
     * A node that stood below a lost one now stands directly below this one.
     *
     * @param ranks below that node
     * @param state what its filter's {@link #state} gave; to be left unchanged
     */
    default void adopt(RankSet ranks, byte[] state) {}
}
