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
    private final ParameterHistory parameters;
    private final ParameterHistory downParameters;
    private final ChildSlots slots;
    private final DownPath down;
    private final Absences absences;
    private final UpFilter filter;
    private final Resumption resumption;
    private final SlowReports reports;
    private final Quiescence quiescence;

    Succession(
            Node node,
            StreamSpec spec,
            ChildSlots slots,
            DownPath down,
            Absences absences,
            UpFilter filter,
            Resumption resumption,
            SlowReports reports,
            Quiescence quiescence) {
        this.node = node;
        this.spec = spec;
        this.parameters = new ParameterHistory(spec.getUpFilterParameters());
        this.downParameters = new ParameterHistory(spec.getDownFilterParameters());
        this.slots = slots;
        this.down = down;
        this.absences = absences;
        this.filter = filter;
        this.resumption = resumption;
        this.reports = reports;
        this.quiescence = quiescence;
    }

    /** The up filter has other parameters behind this number. */
    void parametersChanged(long number, byte[] changed) {
        parameters.changed(number, changed, down.acked());
    }

    /** The down filter has other parameters behind this number. */
    void downParametersChanged(long number, byte[] changed) {
        downParameters.changed(number, changed, down.acked());
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
            down.disconnected(slot);
            filter.vacated(slot);
        }
    }

    /** A node that stood below a lost child stands directly below this one now. */
    void adopt(int lostChild, Branch adopted) {
        Slot from = slots.find(lostChild);
        RankSet moved = from == null ? RankSet.empty() : from.ranks.intersect(adopted.ranks());
        if (moved.isEmpty() || from.gone) {
            return;
        }
        from.ended = from.ended && from.held.isEmpty();
        filter.discard(from);
        from.ranks = from.ranks.minus(moved);
        Slot slot = slots.add(adopted.child(), moved);
        slot.disconnect(from.vacantReason);
        slot.adopted = true;
        down.add(slot);
        if (from.ranks.isEmpty()) {
            slots.remove(from);
            down.remove(from);
        }
    }

    /**
     * A child is there, for the first time or again; null if it doesn't know the stream. One that the stream was opened for
     * after its link came up needs nothing more.
     */
    void rejoin(int child, Adoption.Stream state) {
        Slot slot = slots.find(child);
        if (slot == null || slot.gone) {
            detachIfOpen(child, state);
        } else if (!slot.connected) {
            filter.discard(slot);
            slot.connect();
            slot.ended = false;
            slot.awaitedResume = 0;
            if (state == null) {
                node.sendDown(child, openFrame(), Lane.CONTROL);
                down.restart(slot, 0, 0);
            } else {
                reportAgain(slot, state);
                down.restart(slot, state.getAcked(), state.getReceived());
                resumption.ask(slot);
            }
            slots.grantWindow(slot);
            quiescence.rejoined(slot, state);
            takeState(slot, state);
            filter.rejoined(slot);
        }
    }

    private void takeState(Slot slot, Adoption.Stream state) {
        if (slot.adopted && state != null && state.hasFilterState()) {
            filter.adopted(slot, state.getFilterState().toByteArray());
        }
        slot.adopted = false;
    }

    /** The child has no part in the stream any more. */
    private void detachIfOpen(int child, Adoption.Stream state) {
        if (state != null && !state.getDetached()) {
            sendDetach(child);
        }
    }

    private void reportAgain(Slot slot, Adoption.Stream state) {
        state.getGapsList()
                .forEach(gap -> reports.tell(SlowReport.Kind.MISSED, slot.ranks, gap.getFirst(), gap.getLast()));
    }

    /** Takes a child off the stream, for good; the caller gives it up. */
    void detach(Slot slot, String reason) {
        slot.slow = true;
        slot.disconnect(reason);
        sendDetach(slot.child);
        reports.tell(SlowReport.Kind.DETACHED, slot.ranks, 0, 0);
    }

    /** Nobody is waited for any more in this place; what it has not sent is missing, unless it had ended. */
    void giveUp(Slot slot, String reason) {
        if (!slot.ended) {
            absences.lose(reason, slot.ranks);
            slot.missing = Map.of(reason, slot.ranks);
        }
        slot.gone = true;
        down.remove(slot);
    }

    private void sendDetach(int child) {
        node.sendDown(child, Frames.of(node.allocator(), HandlerIds.STREAM_DETACH, spec.getId(), 0), Lane.CONTROL);
    }

    /**
     * Opens the stream as it was before the oldest message that is kept: a child that doesn't know it is sent all of these, with
     * the changes among them.
     */
    private ByteBuf openFrame() {
        StreamSpec then = spec.toBuilder()
                .setUpFilterParameters(parameters.at(down.acked()))
                .setDownFilterParameters(downParameters.at(down.acked()))
                .build();
        return Frames.of(node.allocator(), HandlerIds.STREAM_OPEN, spec.getId(), 0, then);
    }
}
