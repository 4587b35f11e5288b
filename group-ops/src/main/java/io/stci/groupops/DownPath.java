package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.ordering.DownStore;
import io.stci.ordering.SubtreeAck;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.Adoption;
import io.stci.wire.DownGap;
import io.stci.wire.SlowChild;
import io.stci.wire.StreamSpec;

/**
 * What goes down one stream at one node: each message in order to every child, within the child's window, and kept until the
 * whole subtree has acknowledged it, so that a child which comes late or again can be told what it missed.
 *
 * <p>A child that is passed over is not waited for: what is kept no longer when its turn comes is lost to it, and a gap
 * marker stands for it. Confined to the node's thread.
 */
final class DownPath {
    private final Node node;
    private final StreamSpec spec;
    private final Lane lane;
    private final ChildSlots slots;
    private final UpSink sink;
    private final SlowReports reports;
    private final SlowWatch watch;
    private final MissedListener onMissed;
    private final SubtreeAck acks = new SubtreeAck();
    private final DownLog log;
    private final DownCut cut;
    private long acked;
    private boolean closed;

    /** Hears what children are not sent. */
    interface MissedListener {
        void missed(Slot slot, long first, long last);
    }

    DownPath(
            Node node,
            StreamSpec spec,
            ChildSlots slots,
            UpSink sink,
            SlowReports reports,
            SlowWatch watch,
            MissedListener onMissed) {
        this.node = node;
        this.spec = spec;
        this.lane = StreamLanes.of(spec);
        this.log = new DownLog(spec);
        this.cut = new DownCut(node, spec);
        this.slots = slots;
        this.sink = sink;
        this.reports = reports;
        this.watch = watch;
        this.onMissed = onMissed;
        slots.all().forEach(slot -> acks.add(slot.child, 0));
    }

    DownLog log() {
        return log;
    }

    /**
     * Sends a message down, or what stands for several. Takes the sealed frame over.
     *
     * @return false if it came before
     */
    boolean send(long first, long last, ByteBuf sealedFrame, DownKind kind) {
        if (!log.add(first, last, sealedFrame, kind)) {
            return false;
        }
        slots.all().forEach(this::pump);
        settle();
        return true;
    }

    /** True if a child has had messages that have not come here yet. */
    boolean isBehind(Adoption.Stream child) {
        return isAhead(child.getReceived()) || isAhead(child.getAcked());
    }

    /**
     * A child is linked again and says how far it is: goes on from there.
     *
     * @throws StciException CANCELLED if it was given up, and what it lacks is no longer kept though the stream waits for all
     */
    void restart(Slot slot, long childAcked, long childReceived) {
        if (spec.getSlowChild() == SlowChild.SLOW_BLOCK && childReceived < acked) {
            throw forgotten(slot.child, childReceived + 1);
        }
        checkKnown(slot, childAcked);
        checkKnown(slot, childReceived);
        log.restart(slot.window, childAcked, childReceived);
        if (slot.slow) {
            countIfCaughtUp(slot);
        } else if (childAcked < acks.acked(log.last())) {
            passOver(slot);
        } else {
            acks.ack(slot.child, childAcked);
        }
        settle();
        pump(slot);
    }

    /** A child has everything up to this number, with all below it. */
    void acked(Slot slot, long upTo) {
        checkKnown(slot, upTo);
        if (slot.window.acked(upTo)) {
            watch.progressed(slot);
            if (slot.slow) {
                countIfCaughtUp(slot);
            } else {
                acks.ack(slot.child, upTo);
            }
            settle();
            pump(slot);
        }
    }

    /** A child takes the place of one above it, from which all that is acknowledged has come. */
    void add(Slot slot) {
        long reached = acks.acked(log.last());
        slot.window.restart(reached);
        acks.add(slot.child, reached);
    }

    /** A child is waited for no longer. */
    void remove(Slot slot) {
        watch.progressed(slot);
        acks.remove(slot.child);
        settle();
    }

    /** The link to a child is gone. */
    void disconnected(Slot slot) {
        look(slot);
    }

    /** Nobody waits for this child until it has caught up. */
    void passOver(Slot slot) {
        slot.slow = true;
        reports.tell(SlowReport.Kind.BEHIND, slot.ranks, slot.window.acked() + 1, 0);
        acks.remove(slot.child);
        settle();
    }

    /** All that are waited for have everything up to this number; what is above is kept. */
    long acked() {
        return acked;
    }

    Adoption.Stream.Builder state() {
        return Adoption.Stream.newBuilder()
                .setId(spec.getId())
                .setReceived(log.last())
                .setAcked(acks.acked(log.last()));
    }

    void close() {
        closed = true;
        slots.all().forEach(watch::progressed);
        log.close();
    }

    private void pump(Slot slot) {
        while (mayBeSent(slot) && slot.window.sent() < log.last()) {
            DownStore.Kept<ByteBuf> next = log.next(slot.window.sent(), slot.slow);
            long first = next == null ? log.last() + 1 : next.first();
            if (first > slot.window.sent() + 1) {
                skip(slot, slot.window.sent() + 1, first - 1);
            } else {
                node.sendDown(slot.child, cut.forChild(slot, next.message(), next.last()), lane);
                slot.window.sent(next.last(), next.sizeBytes());
            }
        }
        if (!closed) {
            look(slot);
        }
    }

    private boolean mayBeSent(Slot slot) {
        return slot.connected && !closed && !slot.window.isFull();
    }

    private void skip(Slot slot, long first, long last) {
        DownGap gap = DownGap.newBuilder().setFirst(first).setLast(last).build();
        node.sendDown(
                slot.child, Frames.of(node.allocator(), HandlerIds.STREAM_DOWN_GAP, spec.getId(), last, gap), lane);
        slot.window.sent(last, Slot.cost(gap.getSerializedSize()));
        slot.missedMessages += last - first + 1;
        reports.tell(SlowReport.Kind.MISSED, slot.ranks, first, last);
        onMissed.missed(slot, first, last);
    }

    private void countIfCaughtUp(Slot slot) {
        if (slot.window.acked() >= acks.acked(log.last())) {
            slot.slow = false;
            acks.add(slot.child, slot.window.acked());
            reports.tell(SlowReport.Kind.CAUGHT_UP, slot.ranks, 0, 0);
        }
    }

    private void look(Slot slot) {
        boolean owes = !slot.gone && !slot.slow && slot.window.acked() < log.last();
        watch.look(slot, owes && (!slot.connected || slot.window.isFull()));
    }

    private void checkKnown(Slot slot, long number) {
        if (isAhead(number)) {
            throw ChildSlots.broken(slot.child, "acknowledges message " + number + " of " + log.last());
        }
    }

    private boolean isAhead(long number) {
        return number > log.last() && number != Long.MAX_VALUE;
    }

    private StciException forgotten(int child, long lacked) {
        return new StciException(
                Status.CANCELLED,
                "node " + child,
                "has been given up: message " + lacked + " of stream " + spec.getId() + " is no longer kept for it",
                "");
    }

    private void settle() {
        long reached = acks.acked(log.last());
        if (reached > acked) {
            acked = reached;
            log.acked(reached);
            sink.acked(reached);
        }
    }
}
