package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.StciException;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.filter.FilterSite;
import io.stci.wire.StreamSpec;
import java.util.List;
import java.util.Map;

/** What a node offers to the filter of one of its streams. Confined to the node's thread. */
interface UpContext {
    StreamSpec spec();

    /** The stream's members below this node. */
    RankSet members();

    /** The children on the stream, but for those that count no more. */
    List<Slot> slots();

    /** The child that a rank stands below; null if there is none. */
    default Slot slotOf(int rank) {
        return slots().stream()
                .filter(slot -> slot.ranks.contains(rank))
                .findFirst()
                .orElse(null);
    }

    /** The ranks below children that may still send. */
    default RankSet liveRanks() {
        RankSet.Builder live = new RankSet.Builder();
        slots().stream().filter(slot -> !slot.ended).forEach(slot -> live.add(slot.ranks));
        return live.build();
    }

    /** True once no child will send any more and nothing that one sent is held. */
    default boolean allComplete() {
        return slots().stream().allMatch(Slot::isComplete);
    }

    /** True if nothing that a child sent is held. */
    default boolean nothingHeld() {
        return slots().stream().allMatch(slot -> slot.held.isEmpty());
    }

    /** True once no child will send any more. */
    boolean allEnded();

    /** Members below that are given up, by reason. */
    Map<String, RankSet> lost();

    Scheduler scheduler();

    /** What this node is, for messages. */
    String place();

    /** Where this node is, for filters. */
    FilterSite site();

    /** The filters for waves that this node knows. */
    FilterCatalog catalog();

    /** True at the front-end, where output is shown, false at a junction. */
    boolean isRoot();

    /** How far this node is from the front-end, and the deepest node of the tree. */
    int depth();

    int height();

    /** True if the child is an agent. */
    boolean isAgent(Slot slot);

    /** Lets a child, which is linked, end a wave with what has been contributed. */
    void cutBelow(Slot slot, long number, String reason);

    /** Tells the parent how many ranks have contributed to a wave that goes on. */
    void progress(long number, int held);

    /** True if a frame may go up now; never again once the stream is closed. */
    boolean hasRoom();

    /** A buffer for a payload, to be handed to {@link #emit}. */
    ByteBuf allocate(int payloadCapacity);

    /** Seals an allocated buffer and sends it up; takes it over. The consumer may call back from within. */
    void emit(long number, ByteBuf frame);

    /** Sends a frame up as it came; takes it over. The consumer may call back from within. */
    void forward(long number, ByteBuf sealedFrame);

    /** A frame of this payload size, received from the child, is held no longer. */
    void consumed(Slot slot, int payloadBytes);

    /** So many bytes of one rank's output are in the filter's hands, and will not be asked for again. */
    void accepted(int rank, long bytes);

    /** As {@link #accepted(int, long)}, of each of the ranks. */
    void accepted(RankSet ranks, long bytes);

    /** At the front-end: the waves up to this number are complete. */
    void confirm(long number);

    /** The child sent what breaks the protocol: its link is closed. */
    void reject(Slot slot, StciException why);

    /** {@link UpFilter#isIdle} may have become true. */
    void rested();

    /** All children have ended and nothing is held any more. */
    void finished();
}
