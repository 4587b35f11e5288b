package io.stci.groupops;

/**
 * Combines the contributions of many ranks to a wave.
 *
 * <p>Contract: {@link #merge} is associative and commutative, so that the shape of the tree and the order of arrival don't
 * show in the result. Threads: confined to the node's thread; an instance serves one stream at one node.
 *
 * @param <T> a value within a node
 */
public interface Filter<T> {
    /**
     * Reads a value that {@link #encode} made.
     *
     * @throws io.stci.core.StciException PROTOCOL_ERROR if it is none
     */
    T decode(byte[] encoded);

    byte[] encode(T value);

    /** Combines two values; may change and return either of them. */
    T merge(T left, T right);
}
