package io.stci.groupops;

import io.stci.core.RankSet;

/** Hears how the tree below a node changes. Called on the node's thread. */
public interface TreeListener {
    /** A child that belongs here is there for the first time. */
    default void joined(int child) {}

    /** A node has come back, or has come because it lost its parent. */
    default void adopted(int child) {}

    /** A child is gone, and nobody has come for the ranks that are left of it. */
    default void lost(int child, RankSet ranks, String reason) {}
}
