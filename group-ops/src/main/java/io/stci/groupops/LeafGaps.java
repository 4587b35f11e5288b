package io.stci.groupops;

import io.stci.wire.DownGap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The gaps in what came down to an agent. Confined to the node's thread. */
final class LeafGaps {
    private static final int KEPT = 64;

    private final Deque<DownGap> unacked = new ArrayDeque<>();
    private final Deque<DownGap> newest = new ArrayDeque<>();

    /** @param isLoss true if the agent misses something by it */
    void add(long first, long last, boolean isLoss) {
        DownGap gap = DownGap.newBuilder().setFirst(first).setLast(last).build();
        unacked.add(gap);
        if (!isLoss) {
            return;
        }
        if (newest.size() == KEPT) {
            newest.poll();
        }
        newest.add(gap);
    }

    /** How far the acknowledgement of this message reaches: past gaps right behind it. */
    long acked(long upTo) {
        long reached = upTo;
        while (!unacked.isEmpty() && unacked.peek().getFirst() <= reached + 1) {
            reached = Math.max(reached, unacked.poll().getLast());
        }
        return reached;
    }

    /** The newest gaps, oldest of them first. */
    List<DownGap> newest() {
        return List.copyOf(newest);
    }
}
