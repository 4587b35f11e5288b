package io.stci.groupops;

import io.stci.core.RankSet;
import io.stci.transport.Frame;
import java.util.Map;

/**
 * What the children of one node say on one stream. What a child sent before it heard that it has to send again, or that it is
 * given up, is dropped. Each method throws PROTOCOL_ERROR if the child has no part in the stream, or breaks its rules.
 */
final class FromChildren {
    private final ChildSlots slots;
    private final RankSet members;
    private final DownPath down;
    private final UpFilter filter;
    private final StreamEnds ends;
    private final SlowReports reports;
    private final Quiescence quiescence;
    private final Resumption resumption;

    FromChildren(
            ChildSlots slots,
            RankSet members,
            DownPath down,
            UpFilter filter,
            StreamEnds ends,
            SlowReports reports,
            Quiescence quiescence,
            Resumption resumption) {
        this.slots = slots;
        this.members = members;
        this.down = down;
        this.filter = filter;
        this.ends = ends;
        this.reports = reports;
        this.quiescence = quiescence;
        this.resumption = resumption;
    }

    void received(int child, Frame frame) {
        Slot slot = slots.get(child);
        if (slot.gone) {
            return;
        }
        slots.received(slot, frame.payloadLength());
        if (slot.awaitedResume > 0) {
            slots.consumed(slot, frame.payloadLength());
        } else if (slot.ended) {
            throw ChildSlots.broken(child, "sends after its end");
        } else {
            filter.received(slot, frame);
        }
    }

    void begun(int child) {
        Slot slot = slots.get(child);
        if (slot.awaitedResume == 0) {
            slot.begun = true;
            ends.passBegun(filter);
        }
    }

    /** @param missing the members that did not end of their own accord, by reason */
    void ended(int child, Map<String, RankSet> missing) {
        Slot slot = slots.get(child);
        if (!slot.ranks.containsAll(RankSet.union(missing.values()).intersect(members))) {
            throw ChildSlots.broken(child, "reports ranks that are not below it");
        }
        if (slot.awaitedResume == 0 && !slot.ended) {
            slot.missing = missing;
            ends.end(slot, filter);
        }
    }

    void acked(int child, long upTo) {
        Slot slot = slots.get(child);
        if (!slot.gone) {
            down.acked(slot, upTo);
        }
    }

    /** @param held how many ranks below have contributed to a wave */
    void progressed(int child, long number, int held) {
        Slot slot = slots.get(child);
        if (held < 0 || held > slot.ranks.size()) {
            throw ChildSlots.broken(child, "counts " + held + " of " + slot.ranks.size() + " ranks");
        }
        if (!slot.gone && slot.awaitedResume == 0) {
            filter.progressed(slot, number, held);
        }
    }

    /** What is known below of slow members. */
    void reported(int child, SlowReport report) {
        Slot slot = slots.get(child);
        RankSet own = report.ranks().intersect(slot.ranks);
        if (!slot.gone && !own.isEmpty()) {
            reports.tell(report.kind(), own, report.first(), report.last());
        }
    }

    void quiesced(int child, long number) {
        quiescence.childQuiesced(slots.get(child), number);
    }

    void resumed(int child, long number) {
        resumption.answered(slots.get(child), number);
    }
}
