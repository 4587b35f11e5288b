package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.WavePart;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** One round of a reduction at one node: who has contributed, and what it comes to so far. */
final class Wave<T> {
    private static final String ENDED = "ended";

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

    /**
     * Takes a child's part.
     *
     * @throws StciException PROTOCOL_ERROR if it is malformed, or doesn't account for each of the child's members once; the
     *     wave is then as before
     */
    void contribute(Slot slot, WavePart part) {
        RankSet present = RankSet.decode(part.getRanks().toByteArray());
        Map<String, RankSet> absent = MissingRanks.ofWire(part.getMissingList());
        checkAccount(slot, present, absent);
        if (part.hasValue() == present.isEmpty()) {
            throw malformed("has a value without ranks, or ranks without a value");
        }
        if (part.hasValue()) {
            T decoded = filter.decode(part.getValue().toByteArray());
            value = value == null ? decoded : filter.merge(value, decoded);
        }
        ranks.add(present);
        MissingRanks.addAll(missing, absent);
        filled.set(slot.index);
    }

    /** Fills the slot of a child that has ended. */
    void missEnded(Slot slot) {
        RankSet ofOwnAccord = slot.ranks.minus(RankSet.union(slot.missing.values()));
        MissingRanks.addAll(missing, slot.missing);
        if (!ofOwnAccord.isEmpty()) {
            MissingRanks.add(missing, ENDED, ofOwnAccord);
        }
        filled.set(slot.index);
    }

    /** Fills the slot of a child that is still there. */
    void miss(Slot slot, String reason) {
        MissingRanks.add(missing, reason, slot.ranks);
        filled.set(slot.index);
    }

    WavePart toPart() {
        WavePart.Builder part = WavePart.newBuilder()
                .setRanks(ByteString.copyFrom(ranks.build().encode()))
                .addAllMissing(MissingRanks.toWire(missing));
        if (value != null) {
            part.setValue(ByteString.copyFrom(filter.encode(value)));
        }
        return part.build();
    }

    /** The part of a node all of whose members are missing. */
    static WavePart nobody(RankSet members, String reason) {
        return WavePart.newBuilder()
                .addAllMissing(MissingRanks.toWire(Map.of(reason, members)))
                .build();
    }

    private static void checkAccount(Slot slot, RankSet present, Map<String, RankSet> absent) {
        RankSet all = present.union(RankSet.union(absent.values()));
        int count = present.size()
                + absent.values().stream().mapToInt(RankSet::size).sum();
        if (count != all.size() || !all.equals(slot.ranks)) {
            throw malformed("accounts for ranks " + all + " where " + slot.ranks + " are below");
        }
    }

    private static StciException malformed(String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "wave part", reason, "");
    }
}
