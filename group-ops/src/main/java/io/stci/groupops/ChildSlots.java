package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.StreamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The children of a node on one stream, and the credit that lets them send. Confined to the node's thread. */
final class ChildSlots {
    /** What a node holds of one stream at the most, shared by its children. */
    private static final long NODE_WINDOW_BYTES = 2 << 20;

    private static final long MIN_WINDOW_BYTES = 32 << 10;
    private static final long MAX_WINDOW_BYTES = 256 << 10;

    private final Node node;
    private final int stream;
    private final long windowBytes;
    private final DownWindow.Limits downLimits;
    private final List<Slot> slots = new ArrayList<>();
    private boolean closed;

    /** @param all the stream's members; branches without any of them have no part in it */
    ChildSlots(Node node, StreamSpec spec, RankSet all, List<Branch> branches) {
        this.node = node;
        this.stream = spec.getId();
        this.downLimits = DownWindow.Limits.of(spec);
        List<Branch> concerned = branches.stream()
                .filter(branch -> branch.ranks().intersects(all))
                .toList();
        this.windowBytes = windowBytes(concerned.size());
        concerned.forEach(branch -> add(branch.child(), branch.ranks().intersect(all)));
    }

    /** What a child of a node with so many children on a stream may send ahead. */
    static long windowBytes(int children) {
        long share = NODE_WINDOW_BYTES / Math.max(1, children);
        return Math.min(MAX_WINDOW_BYTES, Math.max(MIN_WINDOW_BYTES, share));
    }

    /** The slots in the order in which they came; a view. */
    List<Slot> all() {
        return slots;
    }

    /** The members that have a slot. */
    RankSet ranks() {
        return RankSet.union(slots.stream().map(slot -> slot.ranks).toList());
    }

    /** The slot of a child; null if it has none. */
    Slot find(int child) {
        for (Slot slot : slots) {
            if (slot.child == child) {
                return slot;
            }
        }
        return null;
    }

    /** @throws StciException PROTOCOL_ERROR if the child has no slot */
    Slot get(int child) {
        Slot slot = find(child);
        if (slot == null) {
            throw broken(child, "is not on stream " + stream);
        }
        return slot;
    }

    /** A slot without a link. */
    Slot add(int child, RankSet ranks) {
        Slot slot = new Slot(child, ranks, windowBytes, downLimits);
        slots.add(slot);
        return slot;
    }

    void remove(Slot slot) {
        slot.gone = true;
        slots.remove(slot);
    }

    boolean allBegun() {
        return slots.stream().allMatch(slot -> slot.begun);
    }

    /** Asked for with each frame. */
    boolean allEnded() {
        for (Slot slot : slots) {
            if (!slot.ended) {
                return false;
            }
        }
        return true;
    }

    /** Lets a child that is newly connected send a whole window. */
    void grantWindow(Slot slot) {
        grant(slot, slot.credit.initialGrant());
    }

    /** A child sent a frame of this payload size. */
    void received(Slot slot, int payloadBytes) {
        slot.credit.received(Slot.cost(payloadBytes));
        if (slot.credit.isUsedUp()) {
            slot.up.begin(node.scheduler().nowNs());
        }
    }

    /** A frame of this payload size is held no longer. */
    void consumed(Slot slot, int payloadBytes) {
        if (slot.connected && !closed) {
            long grant = slot.credit.consumed(Slot.cost(payloadBytes));
            if (grant > 0) {
                grant(slot, grant);
            }
        }
    }

    /** Sends a control frame to each child that has some of these ranks, or to all if the set is empty. */
    void tell(RankSet concerned, Supplier<ByteBuf> frames) {
        for (Slot slot : slots) {
            if (slot.connected && (concerned.isEmpty() || slot.ranks.intersects(concerned))) {
                node.sendDown(slot.child, frames.get(), Lane.CONTROL);
            }
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Nobody is let send any more. */
    void close() {
        closed = true;
    }

    List<ChildFlow> flows() {
        long nowNs = node.scheduler().nowNs();
        return slots.stream().map(slot -> flow(slot, nowNs)).toList();
    }

    /** Tells all children, also those that are off, that the stream is over for them. */
    void end(int handler) {
        for (Slot slot : slots) {
            node.sendDown(slot.child, Frames.of(node.allocator(), handler, stream, 0), Lane.CONTROL);
        }
    }

    private ChildFlow flow(Slot slot, long nowNs) {
        return new ChildFlow(
                stream,
                slot.child,
                slot.slow,
                slot.down.count(),
                slot.down.totalNs(nowNs),
                slot.up.count(),
                slot.up.totalNs(nowNs),
                slot.window.unackedMessages(),
                slot.window.unackedBytes(),
                slot.missedMessages);
    }

    private void grant(Slot slot, long bytes) {
        slot.up.end(node.scheduler().nowNs());
        node.sendDown(
                slot.child, Frames.of(node.allocator(), HandlerIds.STREAM_UP_CREDIT, stream, bytes), Lane.CONTROL);
    }

    static StciException broken(int child, String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "child " + child, reason, "");
    }
}
