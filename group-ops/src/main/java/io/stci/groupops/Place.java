package io.stci.groupops;

import io.stci.activemessages.Node;
import io.stci.routing.Topology;

/** What a node is, for messages. */
final class Place {
    private Place() {}

    static boolean isRoot(Node node) {
        return node.id() == Topology.ROOT;
    }

    static String of(Node node) {
        return isRoot(node) ? "the front-end" : "junction " + node.id();
    }
}
