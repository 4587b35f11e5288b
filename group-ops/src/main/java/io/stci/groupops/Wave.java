package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.wire.Missing;
import io.stci.wire.WavePart;
import java.util.LinkedHashMap;
import java.util.Map;

/** One round of a reduction at one node: whose contributions it holds, who is missing, and what it comes to so far. */
final class Wave<T> {
    private final Filter<T> filter;
    private final RankSet expected;
    private final Map<String, RankSet> missing = new LinkedHashMap<>();
    private RankSet held = RankSet.empty();
    private RankSet absent = RankSet.empty();
    private T value;
    Scheduler.Timer deadline;

    /** @param expected the members below the node */
    Wave(Filter<T> filter, RankSet expected) {
        this.filter = filter;
        this.expected = expected;
    }

    /** True if every member below is held or missing. */
    boolean isFull() {
        return held.size() + absent.size() == expected.size();
    }

    /**
     * Takes a child's part, once: what holds ranks that are held already came before, by another way.
     *
     * @param from the ranks that the child stands for
     */
    void contribute(RankSet from, WavePart part) {
        RankSet ranks = RankSet.decode(part.getRanks().toByteArray()).intersect(from);
        if (ranks.intersects(held)) {
            return;
        }
        if (part.hasValue() && !ranks.isEmpty()) {
            T decoded = filter.decode(part.getValue().toByteArray());
            value = value == null ? decoded : filter.merge(value, decoded);
            held = held.union(ranks);
            forgive(ranks);
        }
        for (Missing gap : part.getMissingList()) {
            miss(RankSet.decode(gap.getRanks().toByteArray()).intersect(from), gap.getReason());
        }
    }

    /** Those of the ranks that have not contributed will not. */
    void miss(RankSet ranks, String reason) {
        RankSet fresh = ranks.intersect(expected).minus(held).minus(absent);
        if (!fresh.isEmpty()) {
            missing.merge(reason, fresh, RankSet::union);
            absent = absent.union(fresh);
        }
    }

    WavePart toPart() {
        WavePart.Builder part = WavePart.newBuilder().setRanks(ByteString.copyFrom(held.encode()));
        missing.forEach((reason, ranks) ->
                part.addMissing(Missing.newBuilder().setReason(reason).setRanks(ByteString.copyFrom(ranks.encode()))));
        if (value != null) {
            part.setValue(ByteString.copyFrom(filter.encode(value)));
        }
        return part.build();
    }

    /** Ranks that were thought missing are there after all. */
    private void forgive(RankSet ranks) {
        if (ranks.intersects(absent)) {
            absent = absent.minus(ranks);
            missing.replaceAll((reason, gap) -> gap.minus(ranks));
            missing.values().removeIf(RankSet::isEmpty);
        }
    }
}
