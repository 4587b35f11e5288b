package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.Adoption;
import io.stci.wire.StreamSpec;
import java.util.Map;

/** The children of one stream as they come, are lost, come back, are replaced, or are given up. */
final class Succession {
    private final Node node;
    private final StreamSpec spec;
    private final ChildSlots slots;
    private final DownPath down;
    private final Absences absences;
    private final UpFilter filter;
    private final Resumption resumption;

    Succession(
            Node node,
            StreamSpec spec,
            ChildSlots slots,
            DownPath down,
            Absences absences,
            UpFilter filter,
            Resumption resumption) {
        this.node = node;
        this.spec = spec;
        this.slots = slots;
        this.down = down;
        this.absences = absences;
        this.filter = filter;
        this.resumption = resumption;
    }

    /** Opens the stream at a child that was here before the stream. */
    void open(Slot slot) {
        node.sendDown(slot.child, openFrame(), Lane.CONTROL);
        slot.connect();
        slots.grantWindow(slot);
    }

    /** The link to a child is gone; it or its children may come back. What it had sent stays. */
    void vacate(int child, String reason) {
        Slot slot = slots.find(child);
        if (slot != null) {
            slot.disconnect(reason);
        }
    }

    /** A node that stood below a lost child stands directly below this one now. */
    void adopt(int lostChild, Branch adopted) {
        Slot from = slots.find(lostChild);
        RankSet moved = from == null ? RankSet.empty() : from.ranks.intersect(adopted.ranks());
        if (moved.isEmpty()) {
            return;
        }
        from.ended = from.ended && from.held.isEmpty();
        filter.discard(from);
        from.ranks = from.ranks.minus(moved);
        slots.add(adopted.child(), moved).disconnect(from.vacantReason);
        down.add(adopted.child());
        if (from.ranks.isEmpty()) {
            slots.remove(from);
            down.remove(lostChild);
        }
    }

    /**
     * A child is there, for the first time or again; null if it doesn't know the stream. One that the stream was opened for
     * after its link came up needs nothing more.
     */
    void rejoin(int child, Adoption.Stream state) {
        Slot slot = slots.find(child);
        if (slot == null || slot.connected) {
            return;
        }
        filter.discard(slot);
        slot.connect();
        slot.ended = false;
        slot.awaitedResume = 0;
        if (state == null) {
            node.sendDown(child, openFrame(), Lane.CONTROL);
            down.resend(child, 0);
        } else {
            down.resend(child, state.getReceived());
            resumption.ask(slot);
        }
        slots.grantWindow(slot);
        if (state != null) {
            // Last: who hears of it may send more at once, and that must not overtake what the child lacks.
            down.acked(slot, state.getAcked());
        }
    }

    /** Nobody is waited for any more in this place; what it has not sent is missing, unless it had ended. */
    void giveUp(Slot slot, String reason) {
        if (!slot.ended) {
            absences.lose(reason, slot.ranks);
            slot.missing = Map.of(reason, slot.ranks);
        }
        slot.gone = true;
        down.remove(slot.child);
    }

    private ByteBuf openFrame() {
        return Frames.of(node.allocator(), HandlerIds.STREAM_OPEN, spec.getId(), 0, spec);
    }
}
