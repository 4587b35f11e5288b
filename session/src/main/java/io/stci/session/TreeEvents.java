package io.stci.session;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Topology;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.wire.TreeEvent;

/** Reads what is told of the tree below a node. */
final class TreeEvents {
    private final Topology topology;
    private final int receiver;

    private TreeEvents(Topology topology, int receiver) {
        this.topology = topology;
        this.receiver = receiver;
    }

    /** @throws StciException PROTOCOL_ERROR if it can't be read, or tells of places that are not below the receiver */
    static TreeEvent read(Frame frame, Topology topology, int receiver) {
        return checked(Frames.parse(frame, TreeEvent.parser()), topology, receiver);
    }

    static TreeEvent checked(TreeEvent event, Topology topology, int receiver) {
        TreeEvents check = new TreeEvents(topology, receiver);
        event.getJoinedList().forEach(node -> check.below(node, receiver));
        event.getStandingList().forEach(node -> check.place(node.getNode(), node.getParent()));
        event.getUnlinkedList().forEach(node -> check.place(node.getNode(), node.getParent()));
        event.getAdoptedList().forEach(node -> check.place(node.getNode(), node.getParent()));
        event.getLostList().forEach(node -> check.below(node.getNode(), receiver));
        return event;
    }

    private void place(int node, int parent) {
        if (parent != receiver) {
            below(parent, receiver);
        }
        below(node, parent);
    }

    private void below(int node, int ancestor) {
        int above = node > 0 && node < topology.nodes() ? topology.parent(node) : -1;
        while (above > ancestor) {
            above = topology.parent(above);
        }
        if (above != ancestor || ancestor < 0) {
            throw new StciException(
                    Status.PROTOCOL_ERROR, "tree event", "places node " + node + " below node " + ancestor, "");
        }
    }
}
