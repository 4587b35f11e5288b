package io.stci.agents;

import io.stci.transport.Address;

/** Where a node is told to find an ancestor, which needn't be where that listens. Called on any thread. */
@FunctionalInterface
interface Route {
    /** Where the ancestor listens. */
    Route DIRECT = (node, ancestor, listening) -> listening;

    Address to(int node, int ancestor, Address listening);
}
