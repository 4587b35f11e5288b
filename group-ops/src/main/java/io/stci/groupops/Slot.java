package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.ordering.ReceiveCredit;
import io.stci.transport.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** What a node knows of one child on one stream. Confined to the node's thread. */
final class Slot {
    /** Counted for each frame beside its payload, so that credit bounds the number of frames as well. */
    private static final int FRAME_COST_BYTES = 64;

    static final long NEVER = Long.MIN_VALUE;
    /** Why a wave lacks ranks that are not waited for. */
    static final String SLOW = "slow";

    private static final String TORPID = "torpid";

    final int child;
    /** What is on its way down to it. */
    final DownWindow window;
    /** How long it held its parent up, and its parent it. */
    final HoldUp down = new HoldUp();

    final HoldUp up = new HoldUp();
    private final long windowBytes;
    /** Received and not passed on yet, for filters that keep what they receive. */
    final Deque<Held> held = new ArrayDeque<>();

    /** The members in the child's subtree; fewer when some have found another parent. */
    RankSet ranks;

    ReceiveCredit credit;
    boolean connected;
    boolean begun;
    boolean ended;
    /** It has been passed over, or taken off the stream, for being slow. */
    boolean slow;
    /** Silent for long, on a stream that doesn't wait for such a child. */
    boolean torpid;
    /** It is at rest under this number. */
    long quiesced;
    /** What it was told that it doesn't get. */
    long missedMessages;

    Scheduler.Timer slowTimer;
    /** When it was found slow last. */
    long wasSlowNs = NEVER;
    /** Why the link is gone, or was before it came back; null if it never was. */
    String vacantReason;
    /** What comes before the child says that it has resumed with this number is of before, and is dropped. */
    long awaitedResume;
    /** Once it has ended: the members that did not end of their own accord, by reason. */
    Map<String, RankSet> missing = Map.of();
    /** It has come in the place of a node above it, and has not been linked yet. */
    boolean adopted;
    /** The slot counts no more: others have all its ranks, or they are given up. */
    boolean gone;

    /** A frame or payload, and the number that it came with. */
    record Held(ByteBuf buffer, long number) {}

    Slot(int child, RankSet ranks, long windowBytes, DownWindow.Limits downLimits) {
        this.window = new DownWindow(downLimits);
        this.child = child;
        this.ranks = ranks;
        this.windowBytes = windowBytes;
    }

    /** A new link: all credit is given anew. */
    void connect() {
        connected = true;
        credit = ReceiveCredit.inPortions(windowBytes);
    }

    void disconnect(String reason) {
        connected = false;
        quiesced = 0;
        torpid = false;
        vacantReason = reason;
    }

    /** Why waves go without it; null if they don't. */
    String excluded() {
        return slow ? SLOW : torpid ? TORPID : null;
    }

    /** Nothing more comes and nothing is held: all that its ranks had to say has been passed on. */
    boolean isComplete() {
        return ended && held.isEmpty();
    }

    void discardHeld() {
        held.forEach(item -> item.buffer().release());
        held.clear();
    }

    /** What a frame takes of a window. */
    static long cost(Frame frame) {
        return cost(frame.payloadLength());
    }

    static long cost(int payloadBytes) {
        return payloadBytes + FRAME_COST_BYTES;
    }
}
