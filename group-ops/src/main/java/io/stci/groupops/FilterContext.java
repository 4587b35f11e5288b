package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.StciException;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.filter.FilterSite;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.StreamSpec;
import io.stci.wire.WaveCut;
import java.util.List;
import java.util.Map;

/** What one stream at one node offers to its filter. Confined to the node's thread. */
record FilterContext(
        Node node,
        FilterCatalog catalog,
        Topology topology,
        StreamSpec spec,
        RankSet members,
        UpSink sink,
        ChildSlots children,
        UpPositions positions,
        Absences absences,
        StreamEnds ends,
        Runnable onRest)
        implements UpContext {
    @Override
    public List<Slot> slots() {
        return children.all();
    }

    @Override
    public boolean allEnded() {
        return children.allEnded();
    }

    @Override
    public Map<String, RankSet> lost() {
        return absences.lost();
    }

    @Override
    public Scheduler scheduler() {
        return node.scheduler();
    }

    @Override
    public String place() {
        return Place.of(node);
    }

    @Override
    public FilterSite site() {
        return new FilterSite(node.id(), depth(), height(), members);
    }

    @Override
    public boolean isRoot() {
        return Place.isRoot(node);
    }

    @Override
    public int depth() {
        return topology.depth(node.id());
    }

    @Override
    public int height() {
        return topology.height();
    }

    @Override
    public boolean isAgent(Slot slot) {
        return topology.role(slot.child) == Role.AGENT;
    }

    @Override
    public void cutBelow(Slot slot, long number, String reason) {
        WaveCut cut = WaveCut.newBuilder().setReason(reason).build();
        node.sendDown(
                slot.child,
                Frames.of(node.allocator(), HandlerIds.STREAM_CUT, spec.getId(), number, cut),
                Lane.CONTROL);
    }

    @Override
    public void progress(long number, int held) {
        sink.progress(number, held);
    }

    @Override
    public boolean hasRoom() {
        return sink.hasRoom();
    }

    @Override
    public ByteBuf allocate(int payloadCapacity) {
        return Frames.allocate(node.allocator(), payloadCapacity);
    }

    @Override
    public void emit(long number, ByteBuf frame) {
        sink.send(number, Frames.seal(frame, HandlerIds.STREAM_UP, spec.getId(), number));
    }

    @Override
    public void forward(long number, ByteBuf sealedFrame) {
        sink.send(number, sealedFrame);
    }

    @Override
    public void consumed(Slot slot, int payloadBytes) {
        children.consumed(slot, payloadBytes);
    }

    @Override
    public void accepted(int rank, long bytes) {
        positions.advance(rank, bytes);
    }

    @Override
    public void accepted(RankSet ranks, long bytes) {
        positions.advance(ranks, bytes);
    }

    @Override
    public void confirm(long number) {
        positions.confirm(number);
    }

    @Override
    public void reject(Slot slot, StciException why) {
        node.refuseChild(slot.child, why);
    }

    @Override
    public void rested() {
        onRest.run();
    }

    @Override
    public void finished() {
        ends.finished();
    }
}
