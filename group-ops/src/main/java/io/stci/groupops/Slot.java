package io.stci.groupops;

import io.stci.core.RankSet;
import io.stci.ordering.ReceiveCredit;
import io.stci.transport.Frame;
import java.util.Map;

/** What a node knows of one child on one stream. Confined to the node's thread. */
final class Slot {
    /** Counted for each frame beside its payload, so that credit bounds the number of frames as well. */
    private static final int FRAME_COST_BYTES = 64;

    final int index;
    final int child;
    /** The members of the stream in the child's subtree. */
    final RankSet ranks;

    final ReceiveCredit credit;
    boolean begun;
    boolean ended;
    boolean lost;
    /** Once it has ended: the members that did not end of their own accord, by reason. */
    Map<String, RankSet> missing = Map.of();

    Slot(int index, int child, RankSet ranks, long windowBytes) {
        this.index = index;
        this.child = child;
        this.ranks = ranks;
        this.credit = new ReceiveCredit(windowBytes);
    }

    /** What a frame takes of a window. */
    static long cost(Frame frame) {
        return cost(frame.payloadLength());
    }

    static long cost(int payloadBytes) {
        return payloadBytes + FRAME_COST_BYTES;
    }
}
