package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.StciException;
import io.stci.transport.Frame;
import io.stci.transport.Frames;

/**
 * Passes every frame up unchanged and without copying, children in turn. Payloads are {@code stci.OutputBatch} of one rank. A
 * frame numbered {@link #CONTINUES} is a piece of something longer: until the piece that ends it, no other rank's frames go
 * between.
 */
final class ForwardFilter implements UpFilter {
    static final String NAME = "forward";
    /** Number of a frame that more pieces follow. */
    static final long CONTINUES = 1;
    /** Below this size a copy is cheaper than pinning the read buffer that the frame lies in. */
    static final int COPY_BELOW_BYTES = 4096;

    private final UpContext context;
    private final OutputBatchReader reader = new OutputBatchReader();
    private int turn;
    private int openRank = NO_RANK;

    ForwardFilter(UpContext context) {
        this.context = context;
    }

    @Override
    public Replay replay() {
        return Replay.BY_SOURCES;
    }

    @Override
    public void received(Slot from, Frame frame) {
        ByteBuf whole = frame.payloadLength() < COPY_BELOW_BYTES ? frame.copyFrame() : frame.retainedFrame();
        from.held.add(new Slot.Held(whole, frame.number()));
        pump();
    }

    @Override
    public void ended(Slot slot) {
        pump();
    }

    @Override
    public void room() {
        pump();
    }

    @Override
    public int openRank() {
        return openRank;
    }

    @Override
    public void resume(int goesOn) {
        context.slots().forEach(this::discard);
        openRank = goesOn;
    }

    @Override
    public void discard(Slot slot) {
        slot.held.forEach(item -> context.consumed(slot, Frames.payloadLength(item.buffer())));
        slot.discardHeld();
    }

    @Override
    public void close() {
        context.slots().forEach(Slot::discardHeld);
    }

    private void pump() {
        Slot slot = context.hasRoom() ? next() : null;
        while (slot != null) {
            pass(slot);
            slot = context.hasRoom() ? next() : null;
        }
        if (context.slots().stream().allMatch(Slot::isComplete)) {
            context.finished();
        }
    }

    /** Whose turn it is; null if nobody's. */
    private Slot next() {
        if (openRank != NO_RANK) {
            Slot open = slotOf(openRank);
            if (open != null && !open.isComplete()) {
                return open.held.isEmpty() ? null : open;
            }
            openRank = NO_RANK;
        }
        int count = context.slots().size();
        for (int i = 0; i < count; i++) {
            turn = (turn + 1) % count;
            if (!context.slots().get(turn).held.isEmpty()) {
                return context.slots().get(turn);
            }
        }
        return null;
    }

    private void pass(Slot slot) {
        Slot.Held item = slot.held.poll();
        int payloadBytes = Frames.payloadLength(item.buffer());
        try {
            count(Frames.payload(item.buffer()), item.number());
        } catch (StciException malformed) {
            item.buffer().release();
            discard(slot);
            context.reject(slot, malformed);
            return;
        }
        context.forward(item.number(), item.buffer());
        context.consumed(slot, payloadBytes);
    }

    private void count(ByteBuf payload, long number) {
        reader.wrap(payload);
        while (reader.next()) {
            reader.ranks().forEach(rank -> {
                context.accepted(rank, reader.dataLength());
                openRank = number == CONTINUES ? rank : NO_RANK;
            });
        }
    }

    private Slot slotOf(int rank) {
        for (Slot slot : context.slots()) {
            if (slot.ranks.contains(rank)) {
                return slot;
            }
        }
        return null;
    }
}
