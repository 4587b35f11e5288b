package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.wire.Missing;
import io.stci.wire.WavePart;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** One round of a reduction at one node: who has contributed, and what it comes to so far. */
final class Wave<T> {
    private final Filter<T> filter;
    private final BitSet filled = new BitSet();
    private final RankSet.Builder ranks = new RankSet.Builder();
    private final Map<String, RankSet> missing = new LinkedHashMap<>();
    private T value;
    Scheduler.Timer deadline;

    Wave(Filter<T> filter) {
        this.filter = filter;
    }

    boolean isFilled(Slot slot) {
        return filled.get(slot.index);
    }

    int filledCount() {
        return filled.cardinality();
    }

    void contribute(Slot slot, WavePart part) {
        if (part.hasValue()) {
            T decoded = filter.decode(part.getValue().toByteArray());
            value = value == null ? decoded : filter.merge(value, decoded);
        }
        ranks.add(RankSet.decode(part.getRanks().toByteArray()));
        for (Missing absent : part.getMissingList()) {
            addMissing(absent.getReason(), RankSet.decode(absent.getRanks().toByteArray()));
        }
        filled.set(slot.index);
    }

    /** Fills the slot of a child that will not contribute. */
    void miss(Slot slot, String reason) {
        filled.set(slot.index);
        addMissing(reason, slot.ranks);
    }

    WavePart toPart() {
        WavePart.Builder part =
                WavePart.newBuilder().setRanks(ByteString.copyFrom(ranks.build().encode()));
        missing.forEach((reason, absent) ->
                part.addMissing(Missing.newBuilder().setReason(reason).setRanks(ByteString.copyFrom(absent.encode()))));
        if (value != null) {
            part.setValue(ByteString.copyFrom(filter.encode(value)));
        }
        return part.build();
    }

    private void addMissing(String reason, RankSet absent) {
        missing.merge(reason, absent, RankSet::union);
    }
}
