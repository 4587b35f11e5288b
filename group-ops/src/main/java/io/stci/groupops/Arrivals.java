package io.stci.groupops;

import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Topology;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.Adoption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Children as they come and go: takes in those that lost their parent, and brings each that comes to where the streams are.
 * Confined to the node's thread.
 */
final class Arrivals {
    /** What filters keep, of all streams together: an introduction is one frame. */
    private static final int MAX_STATES_BYTES = 256 << 10;

    private final Node node;
    private final Branches branches;
    private final StreamTable table;
    private final TreeListener listener;
    /** Children that are linked but have not introduced themselves. */
    private final Map<Integer, Arrival> arriving = new HashMap<>();
    /** Children that have. */
    private final Set<Integer> present = new HashSet<>();

    private boolean released;
    private boolean joinedBefore;

    private enum Arrival {
        /** By topology a child of this node, and not seen before. */
        FIRST,
        /** Seen before. */
        BACK,
        /** Not seen before, from below one that was lost. */
        ORPHAN
    }

    Arrivals(Node node, Branches branches, StreamTable table, TreeListener listener) {
        this.node = node;
        this.branches = branches;
        this.table = table;
        this.listener = listener;
    }

    /** The children that are linked and have introduced themselves; a view. */
    Set<Integer> present() {
        return present;
    }

    /** The node has ended: who comes now is told nothing of streams, for none is open here any more. */
    void release() {
        released = true;
    }

    /**
     * A child is linked.
     *
     * @throws StciException UNAVAILABLE if the node has ended, CANCELLED if the child has no place here
     */
    void up(int child) {
        if (released) {
            throw new StciException(Status.UNAVAILABLE, "node " + node.id(), "has ended", "");
        }
        boolean belongsHere = branches.has(child);
        branches.checkWhole(child, belongsHere ? child : branches.branchAbove(child));
        if (!belongsHere) {
            adopt(child);
        }
        boolean first = branches.connected(child);
        arriving.put(child, !belongsHere ? Arrival.ORPHAN : first ? Arrival.FIRST : Arrival.BACK);
    }

    void down(int child, String reason) {
        present.remove(child);
        arriving.remove(child);
        table.interior().forEach(stream -> stream.succession().vacate(child, reason));
        branches.disconnected(child, reason);
    }

    /** What a child says first on its link: brings it to where it should be. Until then it hears of no stream. */
    void introduced(int child, Adoption known) {
        Arrival arrival = arriving.remove(child);
        if (released) {
            return;
        }
        if (arrival == null) {
            throw new StciException(Status.PROTOCOL_ERROR, "child " + child, "has introduced itself before", "");
        }
        if (known.getJoinedBefore() && !isInTree()) {
            node.refuseChild(child, unfit(child, "has just started"));
            return;
        }
        if (isBehind(known)) {
            node.refuseChild(child, unfit(child, "knows less than it, and has been replaced"));
            return;
        }
        if (arrival == Arrival.ORPHAN && !known.getJoinedBefore()) {
            refuse(child);
            return;
        }
        present.add(child);
        Map<Integer, Adoption.Stream> states = new HashMap<>();
        known.getStreamsList().forEach(state -> states.put(state.getId(), state));
        table.interiorById().forEach((id, stream) -> stream.rejoin(child, states.remove(id)));
        for (int closed : states.keySet()) {
            node.sendDown(child, Frames.of(node.allocator(), HandlerIds.STREAM_CLOSE, closed, 0), Lane.CONTROL);
        }
        if (arrival == Arrival.FIRST) {
            listener.joined(child);
        } else {
            listener.adopted(child);
        }
    }

    /** What this node says first on a new link to a parent. */
    Adoption introduction() {
        Adoption.Builder adoption = Adoption.newBuilder().setJoinedBefore(joinedBefore);
        joinedBefore = true;
        int stateRoom = MAX_STATES_BYTES;
        for (InteriorStream stream : table.interior()) {
            Adoption.Stream state = stream.adoptionState(stateRoom);
            stateRoom -= state.getFilterState().size();
            adoption.addStreams(state);
        }
        table.detached()
                .forEach(id -> adoption.addStreams(
                        Adoption.Stream.newBuilder().setId(id).setDetached(true)));
        table.leaves().forEach(leaf -> adoption.addStreams(leaf.adoptionState()));
        return adoption.build();
    }

    /** A node that has not been linked itself has nothing of what those who have been are after. */
    private boolean isInTree() {
        return joinedBefore || node.id() == Topology.ROOT;
    }

    /** A node that was stopped for long may hear those below it before it hears that they have found another parent. */
    private boolean isBehind(Adoption known) {
        return known.getStreamsList().stream().anyMatch(state -> {
            InteriorStream stream = table.interior(state.getId());
            return stream == null ? state.getId() > table.newest() : stream.isBehind(state);
        });
    }

    /** Tells an orphan to look further up. */
    private StciException unfit(int child, String why) {
        return new StciException(
                Status.NOT_FOUND, "node " + child, "can't be taken in by node " + node.id() + ", which " + why, "");
    }

    /** It stood here through another node, and has forgotten all that it was then. */
    private void refuse(int restarted) {
        node.refuseChild(
                restarted,
                new StciException(
                        Status.CANCELLED,
                        "node " + restarted,
                        "has started anew within a session",
                        "start a new session"));
        branches.died(restarted, "has started anew");
    }

    private void adopt(int orphan) {
        int above = branches.branchAbove(orphan);
        if (node.hasChild(above)) {
            node.refuseChild(
                    above,
                    new StciException(
                            Status.CANCELLED,
                            "node " + above,
                            "has been replaced, as node " + orphan + " could not reach it",
                            ""));
            down(above, "could not be reached from below");
        }
        Branch adopted = branches.adopt(orphan, above);
        table.interior().forEach(stream -> stream.succession().adopt(above, adopted));
    }
}
