package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import io.stci.wire.WavePart;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One round of a reduction at one node: whose contributions it holds, who is missing, and what it comes to so far. If the
 * filter fails, nobody is held and all are missing for that.
 */
final class Wave {
    private final Filter<?, Object> filter;
    private final String place;
    private final RankSet expected;
    private final Map<String, RankSet> missing = new LinkedHashMap<>();
    private RankSet held = RankSet.empty();
    private RankSet absent = RankSet.empty();
    private Object value;
    private boolean failed;
    /** How many have contributed below children that have not answered yet, by child. */
    private Map<Integer, Integer> below = Map.of();

    /** Null while no time runs. */
    Scheduler.Timer deadline;
    /** Null while nothing is to be told of its progress. */
    Scheduler.Timer report;
    /** What was told of its progress last. */
    int reported;
    /** Why it is to end with what has been contributed; null if it isn't. */
    String cutReason;

    /**
     * @param place where the filter works, for messages
     * @param expected the members below the node
     */
    Wave(Filter<?, Object> filter, String place, RankSet expected) {
        this.filter = filter;
        this.place = place;
        this.expected = expected;
    }

    /** True if every member below is held or missing. */
    boolean isFull() {
        return held.size() + absent.size() == expected.size();
    }

    /**
     * Takes a child's part, once: what holds ranks that are held already came before, by another way.
     *
     * @param from the ranks that the child stands for; it may report others as missing, which have found another parent
     * @throws StciException PROTOCOL_ERROR if it is malformed; the wave is then as before
     */
    void contribute(RankSet from, WavePartReader part) {
        RankSet ranks = part.ranks();
        Map<String, RankSet> gaps = part.missing();
        checkAccount(from, ranks, gaps, part.value() != null);
        if (ranks.intersects(held)) {
            return;
        }
        if (!ranks.isEmpty() && !failed) {
            merge(ranks, part.value());
        }
        gaps.forEach((reason, absent) -> miss(absent.intersect(from), reason));
    }

    /** Those of the ranks that have not contributed will not. */
    void miss(RankSet ranks, String reason) {
        RankSet fresh = ranks.intersect(expected).minus(held).minus(absent);
        if (!fresh.isEmpty()) {
            missing.merge(reason, fresh, RankSet::union);
            absent = absent.union(fresh);
        }
    }

    /** So many have contributed below a child that has not answered yet; 0 forgets them. */
    void progressed(int child, int contributed) {
        if (contributed > 0) {
            below = below.isEmpty() ? new HashMap<>() : below;
            below.put(child, contributed);
        } else if (!below.isEmpty()) {
            below.remove(child);
        }
    }

    /** How many have contributed, as far as is known here. */
    int contributed() {
        return held.size() + below.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** No time runs any more. */
    void stop() {
        if (deadline != null) {
            deadline.cancel();
        }
        if (report != null) {
            report.cancel();
        }
    }

    /** The wave is over; nothing is to be called after this. */
    WavePart complete(long number) {
        stop();
        byte[] encoded = held.isEmpty() ? null : encode(number);
        WavePart.Builder part = WavePart.newBuilder().setRanks(ByteString.copyFrom(held.encode()));
        part.addAllMissing(MissingRanks.toWire(missing));
        if (encoded != null) {
            part.setValue(ByteString.copyFrom(encoded));
        }
        return part.build();
    }

    private void merge(RankSet ranks, byte[] encoded) {
        try {
            Object decoded = filter.decode(encoded);
            value = held.isEmpty() ? decoded : filter.merge(value, decoded);
            held = held.union(ranks);
            forgive(ranks);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            fail("on what ranks " + ranks + " contributed", e);
        }
    }

    /** Null if the filter fails. */
    private byte[] encode(long number) {
        try {
            return Objects.requireNonNull(filter.encode(filter.complete(number, held, value)), "no bytes for a value");
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            fail("as the wave was complete", e);
            return null;
        }
    }

    /** What had been merged may be half changed. */
    private void fail(String when, Throwable e) {
        failed = true;
        value = null;
        held = RankSet.empty();
        String why = e instanceof StciException known ? known.getMessage() : e.toString();
        miss(expected, "the filter failed at " + place + " " + when + ": " + why);
    }

    /** Ranks that were thought missing are there after all. */
    private void forgive(RankSet ranks) {
        if (ranks.intersects(absent)) {
            absent = absent.minus(ranks);
            missing.replaceAll((reason, gap) -> gap.minus(ranks));
            missing.values().removeIf(RankSet::isEmpty);
        }
    }

    /** A part in which none of the members is held. */
    static WavePart nobody(RankSet members, String reason) {
        return WavePart.newBuilder()
                .addAllMissing(MissingRanks.toWire(Map.of(reason, members)))
                .build();
    }

    private static void checkAccount(RankSet from, RankSet ranks, Map<String, RankSet> gaps, boolean hasValue) {
        RankSet all = ranks;
        int count = ranks.size();
        for (RankSet gap : gaps.values()) {
            all = all.union(gap);
            count += gap.size();
        }
        if (count != all.size() || !all.containsAll(from) || !from.containsAll(ranks)) {
            throw malformed("accounts for ranks " + all + " where " + from + " are below");
        }
        if (hasValue == ranks.isEmpty()) {
            throw malformed("has a value without ranks, or ranks without a value");
        }
    }

    private static StciException malformed(String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "wave part", reason, "");
    }
}
