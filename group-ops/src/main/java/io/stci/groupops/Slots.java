package io.stci.groupops;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The children of a node that are on one stream, in rising order of ids and ranks. Confined to the node's thread. */
final class Slots {
    /** What a node holds of one stream at the most, shared by its children. */
    private static final long NODE_WINDOW_BYTES = 2 << 20;

    private static final long MIN_WINDOW_BYTES = 32 << 10;
    private static final long MAX_WINDOW_BYTES = 256 << 10;

    private final int[] children;
    private final List<Slot> slots = new ArrayList<>();
    private int begun;
    private int ended;

    Slots(Topology topology, int node, RankSet members) {
        children = topology.nextHops(node, members);
        long share = NODE_WINDOW_BYTES / Math.max(1, children.length);
        long windowBytes = Math.min(MAX_WINDOW_BYTES, Math.max(MIN_WINDOW_BYTES, share));
        for (int child : children) {
            slots.add(new Slot(slots.size(), child, topology.ranks(child).intersect(members), windowBytes));
        }
    }

    List<Slot> all() {
        return slots;
    }

    int[] children() {
        return children;
    }

    /** @throws StciException PROTOCOL_ERROR if the child is not on the stream */
    Slot of(int child) {
        Slot slot = find(child);
        if (slot == null) {
            throw new StciException(Status.PROTOCOL_ERROR, "child " + child, "is not on this stream", "");
        }
        return slot;
    }

    /** Null if the child is not on the stream. */
    Slot find(int child) {
        int index = Arrays.binarySearch(children, child);
        return index < 0 ? null : slots.get(index);
    }

    void begin(Slot slot) {
        begun += slot.begun ? 0 : 1;
        slot.begun = true;
    }

    void end(Slot slot) {
        ended += slot.ended ? 0 : 1;
        slot.ended = true;
    }

    boolean allBegun() {
        return begun == slots.size();
    }

    boolean allEnded() {
        return ended == slots.size();
    }

    /** Of the children that have ended, the members that did not end of their own accord. */
    Map<String, RankSet> missing() {
        Map<String, RankSet> byReason = new LinkedHashMap<>();
        slots.forEach(slot -> MissingRanks.addAll(byReason, slot.missing));
        return byReason;
    }
}
