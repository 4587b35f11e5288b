package io.stci.groupops;

import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.ordering.PositionMap;
import io.stci.routing.Topology;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.wire.Positions;

/**
 * How far the outputs of the ranks below one node have come on one stream, and at the front-end the telling of those who
 * keep it. Confined to the node's thread.
 */
final class UpPositions {
    private final Node node;
    private final int stream;
    private final ChildSlots slots;
    private final RankSet members;
    private final PositionMap positions;
    private final Confirmer confirmer;

    UpPositions(Node node, int stream, ChildSlots slots, RankSet members) {
        this.node = node;
        this.stream = stream;
        this.slots = slots;
        this.members = members;
        this.positions = PositionMessages.start(members);
        this.confirmer = new Confirmer(positions, members, node.scheduler(), this::sendConfirmation);
    }

    void advance(int rank, long bytes) {
        positions.advance(rank, bytes);
        if (node.id() == Topology.ROOT) {
            confirmer.advanced(rank);
        }
    }

    void advance(RankSet ranks, long bytes) {
        positions.advance(ranks, bytes);
        if (node.id() == Topology.ROOT) {
            confirmer.advanced(ranks);
        }
    }

    /** At the front-end: the waves up to this number are complete. */
    void confirm(long number) {
        sendConfirmation(number, Positions.getDefaultInstance());
    }

    /** The front-end has this for good. */
    void confirmed(Frame frame) {
        slots.tell(PositionMessages.ranks(PositionMessages.parse(frame)), frame::retainedFrame);
    }

    /** The positions of these ranks, as they travel. */
    Positions.Builder of(RankSet ranks) {
        return PositionMessages.of(positions, ranks).toBuilder();
    }

    /**
     * Goes back to where a new parent stands.
     *
     * @return the positions before
     */
    PositionMap rewind(Positions to) {
        PositionMap before = PositionMessages.copy(positions, members);
        PositionMessages.apply(to, members, positions);
        return before;
    }

    long of(int rank) {
        return positions.of(rank);
    }

    void close() {
        confirmer.close();
    }

    private void sendConfirmation(long number, Positions confirmed) {
        slots.tell(
                PositionMessages.ranks(confirmed),
                () -> Frames.of(node.allocator(), HandlerIds.STREAM_CONFIRM, stream, number, confirmed));
    }
}
