package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Topology;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.StreamSpec;
import io.stci.wire.WavePart;
import java.util.List;
import java.util.Map;

/**
 * One stream at a front-end or junction: multicast down with the acknowledgement of its subtree, and a filter for what
 * comes up, with credit for each child. Confined to the node's thread.
 */
final class InteriorStream implements UpContext {
    private final Node node;
    private final Topology topology;
    private final StreamSpec spec;
    private final RankSet members;
    private final UpSink sink;
    private final Slots slots;
    private final Multicast multicast;
    private final UpFilter filter;
    private boolean begunSent;
    private boolean endedSent;
    private boolean closed;

    InteriorStream(Node node, Topology topology, StreamSpec spec, RankSet members, UpSink sink) {
        this.node = node;
        this.topology = topology;
        this.spec = spec;
        this.members = topology.ranks(node.id()).intersect(members);
        this.sink = sink;
        this.slots = new Slots(topology, node.id(), this.members);
        this.multicast = new Multicast(node, slots);
        this.filter = UpFilters.create(spec.getUpFilter(), this);
    }

    /** Opens the stream below, and lets the children send. Takes the frame over. */
    void open(ByteBuf openFrame) {
        node.multisend(slots.children(), openFrame, Lane.CONTROL);
        for (Slot slot : slots.all()) {
            if (node.hasChild(slot.child)) {
                grant(slot, slot.credit.initialGrant());
            } else {
                lose(slot, "is not connected");
            }
        }
    }

    /**
     * Sends a numbered message down. Takes the sealed frame over.
     *
     * @param end true for the end, which is numbered like a message but asks for nothing
     */
    void down(long number, ByteBuf sealedFrame, boolean end) {
        if (closed) {
            sealedFrame.release();
        } else if (multicast.send(number, sealedFrame) && !end) {
            filter.passedDown(number);
        }
    }

    void received(int child, Frame frame) {
        Slot slot = slots.of(child);
        if (slot.ended) {
            throw broken(child, "sends after its end");
        }
        slot.credit.received(Slot.cost(frame));
        filter.received(slot, frame);
    }

    void childBegun(int child) {
        slots.begin(slots.of(child));
        passBegun();
    }

    void childEnded(int child, Frame frame) {
        Slot slot = slots.of(child);
        Map<String, RankSet> missing =
                MissingRanks.ofWire(Frames.parse(frame, WavePart.parser()).getMissingList());
        if (!slot.ranks.containsAll(RankSet.union(missing.values()))) {
            throw broken(child, "reports ranks that are not below it");
        }
        end(slot, missing);
    }

    void childAcked(int child, long upTo) {
        if (multicast.acked(slots.of(child), upTo)) {
            sink.acked(multicast.acked());
        }
    }

    void childLost(int child, String reason) {
        Slot slot = slots.find(child);
        if (slot != null && !slot.lost && !closed) {
            lose(slot, reason);
        }
    }

    void granted(long bytes) {
        if (!closed) {
            sink.grant(bytes);
            filter.room();
        }
    }

    /** Of the children that have ended, the members that did not end of their own accord. */
    Map<String, RankSet> missing() {
        return slots.missing();
    }

    /** Ends the stream here and below. */
    void close() {
        closed = true;
        sink.close();
        filter.close();
        ByteBuf frame = Frames.of(node.allocator(), HandlerIds.STREAM_CLOSE, spec.getId(), 0);
        node.multisend(slots.children(), frame, Lane.CONTROL);
    }

    @Override
    public StreamSpec spec() {
        return spec;
    }

    @Override
    public RankSet members() {
        return members;
    }

    @Override
    public List<Slot> slots() {
        return slots.all();
    }

    @Override
    public boolean allEnded() {
        return slots.allEnded();
    }

    @Override
    public Scheduler scheduler() {
        return node.scheduler();
    }

    @Override
    public boolean isRoot() {
        return node.id() == Topology.ROOT;
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
        long grant = slot.credit.consumed(Slot.cost(payloadBytes));
        if (grant > 0 && !closed) {
            grant(slot, grant);
        }
    }

    @Override
    public void reject(Slot slot, StciException why) {
        node.refuseChild(slot.child, why);
    }

    @Override
    public void finished() {
        if (!endedSent) {
            endedSent = true;
            sink.ended(slots.missing());
        }
    }

    private void lose(Slot slot, String reason) {
        slot.lost = true;
        if (multicast.lost(slot)) {
            sink.acked(multicast.acked());
        }
        end(slot, Map.of(reason, slot.ranks));
    }

    private void end(Slot slot, Map<String, RankSet> missing) {
        if (!slot.ended) {
            slot.missing = missing;
            slots.end(slot);
            slots.begin(slot);
            passBegun();
            if (!closed) {
                filter.ended(slot);
            }
        }
    }

    private void passBegun() {
        if (!begunSent && slots.allBegun()) {
            begunSent = true;
            filter.begun();
            sink.begun();
        }
    }

    private void grant(Slot slot, long bytes) {
        ByteBuf frame = Frames.of(node.allocator(), HandlerIds.STREAM_UP_CREDIT, spec.getId(), bytes);
        node.sendDown(slot.child, frame, Lane.CONTROL);
    }

    private static StciException broken(int child, String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "child " + child, reason, "");
    }
}
