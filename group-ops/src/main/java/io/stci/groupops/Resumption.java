package io.stci.groupops;

import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.ordering.PositionMap;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.Positions;
import java.util.Map;

/** The sending again of what came up one stream before a link was lost. Confined to the node's thread. */
final class Resumption {
    private final Node node;
    private final int stream;
    private final ChildSlots slots;
    private final UpPositions positions;
    private final Absences absences;
    private final UpFilter filter;
    private final Quiescence quiescence;
    private long resumes;

    Resumption(
            Node node,
            int stream,
            ChildSlots slots,
            UpPositions positions,
            Absences absences,
            UpFilter filter,
            Quiescence quiescence) {
        this.node = node;
        this.stream = stream;
        this.slots = slots;
        this.positions = positions;
        this.absences = absences;
        this.filter = filter;
        this.quiescence = quiescence;
    }

    /** Asks a child to send again from where this node stands. What comes before it says that it does so is dropped. */
    void ask(Slot slot) {
        slot.awaitedResume = ++resumes;
        node.sendDown(
                slot.child,
                Frames.of(node.allocator(), HandlerIds.STREAM_RESUME, stream, resumes, from(slot)),
                Lane.CONTROL);
        quiescence.askAgain(slot);
    }

    /** A child says that what follows is of after this resume. */
    void answered(Slot slot, long number) {
        if (slot.awaitedResume == number) {
            slot.awaitedResume = 0;
        }
    }

    /** The new parent asks for what it lacks. */
    void asked(Positions from) {
        int openRank = from.hasOpenRank() ? from.getOpenRank() : UpFilter.NO_RANK;
        if (filter.replay() == UpFilter.Replay.BY_SOURCES) {
            startOver(from, openRank);
        } else {
            filter.resume(openRank);
        }
    }

    /** Forgets what is held here, as the sources send it again. What came from one that is gone is lost with it. */
    private void startOver(Positions from, int openRank) {
        PositionMap before = positions.rewind(from);
        slots.all().stream().filter(slot -> slot.gone).forEach(slot -> cutOffWhatIsForgotten(slot, before));
        filter.resume(openRank);
        for (Slot slot : slots.all()) {
            slot.ended = slot.gone;
            slot.missing = slot.gone ? slot.missing : Map.of();
            if (slot.connected) {
                ask(slot);
            }
        }
    }

    private void cutOffWhatIsForgotten(Slot slot, PositionMap before) {
        RankSet.Builder ranks = new RankSet.Builder();
        slot.ranks.forEach(rank -> {
            if (!slot.held.isEmpty() || positions.of(rank) < before.of(rank)) {
                ranks.add(rank);
            }
        });
        absences.cutOff(slot.vacantReason, ranks.build().minus(RankSet.union(slot.missing.values())));
    }

    private Positions from(Slot slot) {
        if (filter.replay() != UpFilter.Replay.BY_SOURCES) {
            return Positions.getDefaultInstance();
        }
        Positions.Builder from = positions.of(slot.ranks);
        int openRank = filter.openRank();
        if (openRank != UpFilter.NO_RANK && slot.ranks.contains(openRank)) {
            from.setOpenRank(openRank);
        }
        return from.build();
    }
}
