package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.ordering.ReceiveSequence;
import io.stci.ordering.SubtreeAck;
import io.stci.routing.Topology;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.StreamSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * One stream at a front-end or junction: multicast down with the acknowledgement of its subtree, and a filter for what
 * comes up, with credit for each child. Confined to the node's thread.
 */
final class InteriorStream implements UpContext {
    /** What a node holds of one stream at the most, shared by its children. */
    private static final long NODE_WINDOW_BYTES = 2 << 20;

    private static final long MIN_WINDOW_BYTES = 32 << 10;
    private static final long MAX_WINDOW_BYTES = 256 << 10;

    private final Node node;
    private final Topology topology;
    private final StreamSpec spec;
    private final RankSet members;
    private final UpSink sink;
    private final List<Slot> slots = new ArrayList<>();
    private final int[] children;
    private final SubtreeAck acks;
    private final ReceiveSequence downward = new ReceiveSequence();
    private final UpFilter filter;
    private boolean begunSent;
    private boolean endedSent;
    private boolean closed;

    InteriorStream(Node node, Topology topology, StreamSpec spec, RankSet members, UpSink sink) {
        this.node = node;
        this.topology = topology;
        this.spec = spec;
        this.members = members;
        this.sink = sink;
        this.children = topology.nextHops(node.id(), members);
        long share = NODE_WINDOW_BYTES / Math.max(1, children.length);
        long windowBytes = Math.min(MAX_WINDOW_BYTES, Math.max(MIN_WINDOW_BYTES, share));
        for (int child : children) {
            slots.add(new Slot(slots.size(), child, topology.ranks(child).intersect(members), windowBytes));
        }
        this.acks = new SubtreeAck(children.length);
        this.filter = UpFilters.create(spec.getUpFilter(), this);
    }

    /** Opens the stream below, and lets the children send. Takes the frame over. */
    void open(ByteBuf openFrame) {
        node.multisend(children, openFrame, Lane.CONTROL);
        for (Slot slot : slots) {
            if (node.hasChild(slot.child)) {
                grant(slot, slot.credit.initialGrant());
            } else {
                lose(slot, "is not connected");
            }
        }
    }

    /** Sends a numbered message down. Takes the sealed frame over. */
    void down(long number, ByteBuf sealedFrame) {
        if (downward.admit(number)) {
            filter.passedDown(number);
            node.multisend(children, sealedFrame, Lane.DATA);
        } else {
            sealedFrame.release();
        }
    }

    void received(int child, Frame frame) {
        Slot slot = slot(child);
        slot.credit.received(Slot.cost(frame));
        filter.received(slot, frame);
    }

    void childBegun(int child) {
        slot(child).begun = true;
        passBegun();
    }

    void childEnded(int child) {
        Slot slot = slot(child);
        if (!slot.ended) {
            slot.ended = true;
            slot.begun = true;
            passBegun();
            filter.ended(slot);
        }
    }

    void childAcked(int child, long upTo) {
        if (acks.ack(slot(child).index, upTo)) {
            sink.acked(acks.acked());
        }
    }

    void childLost(int child, String reason) {
        for (Slot slot : slots) {
            if (slot.child == child && !slot.isLost()) {
                lose(slot, reason);
            }
        }
    }

    void granted(long bytes) {
        sink.grant(bytes);
        filter.room();
    }

    /** Ends the stream here and below. */
    void close() {
        closed = true;
        filter.close();
        node.multisend(children, Frames.of(node.allocator(), HandlerIds.STREAM_CLOSE, spec.getId(), 0), Lane.CONTROL);
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
        return slots;
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
            sink.ended();
        }
    }

    private void lose(Slot slot, String reason) {
        slot.lostReason = reason;
        if (acks.remove(slot.index)) {
            sink.acked(acks.acked());
        }
        childEnded(slot.child);
    }

    private void passBegun() {
        if (!begunSent && slots.stream().allMatch(slot -> slot.begun)) {
            begunSent = true;
            filter.begun();
            sink.begun();
        }
    }

    private void grant(Slot slot, long bytes) {
        node.sendDown(
                slot.child,
                Frames.of(node.allocator(), HandlerIds.STREAM_UP_CREDIT, spec.getId(), bytes),
                Lane.CONTROL);
    }

    private Slot slot(int child) {
        for (Slot slot : slots) {
            if (slot.child == child) {
                return slot;
            }
        }
        throw new StciException(Status.PROTOCOL_ERROR, "child " + child, "is not on stream " + spec.getId(), "");
    }
}
