package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.StciException;
import io.stci.transport.Frame;
import io.stci.transport.Frames;

/**
 * Passes every frame up unchanged and without copying, children in turn. Payloads are {@code stci.OutputBatch} of one rank. A
 * frame numbered {@link #CONTINUES} is a piece of something longer: until the piece that ends it, no other rank's frames go
 * between. If its sender goes before that piece, an empty frame numbered 0 stands for it, so that nobody above waits for more.
 */
final class ForwardFilter implements UpFilter {
    static final String NAME = "forward";
    /** Number of a frame that more pieces follow. */
    static final long CONTINUES = 1;
    /** Below this size a copy is cheaper than pinning the read buffer that the frame lies in. */
    static final int COPY_BELOW_BYTES = 4096;

    private final UpContext context;
    private final Pump pump = new Pump(this::step);
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
        from.held.add(new Slot.Held(keep(frame), frame.number()));
        pump.run();
    }

    @Override
    public void ended(Slot slot) {
        pump.run();
    }

    @Override
    public void room() {
        pump.run();
    }

    @Override
    public boolean isIdle() {
        return context.nothingHeld();
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
        openRank = NO_RANK;
    }

    private void step() {
        boolean moved = true;
        while (moved && context.hasRoom()) {
            moved = openRank == NO_RANK ? passInTurn() : passOpen();
        }
        if (openRank == NO_RANK && context.allComplete()) {
            context.finished();
        }
        context.rested();
    }

    private boolean passInTurn() {
        int count = context.slots().size();
        for (int i = 0; i < count; i++) {
            turn = (turn + 1) % count;
            if (!context.slots().get(turn).held.isEmpty()) {
                pass(context.slots().get(turn));
                return true;
            }
        }
        return false;
    }

    private boolean passOpen() {
        Slot open = context.slotOf(openRank);
        if (open != null && !open.isComplete()) {
            boolean here = !open.held.isEmpty();
            if (here) {
                pass(open);
            }
            return here;
        }
        openRank = NO_RANK;
        context.emit(0, context.allocate(0));
        return true;
    }

    private void pass(Slot slot) {
        Slot.Held item = slot.held.poll();
        int payloadBytes = Frames.payloadLength(item.buffer());
        try {
            count(slot, Frames.payload(item.buffer()), item.number());
        } catch (StciException malformed) {
            item.buffer().release();
            discard(slot);
            context.reject(slot, malformed);
            return;
        }
        context.forward(item.number(), item.buffer());
        context.consumed(slot, payloadBytes);
    }

    private void count(Slot slot, ByteBuf payload, long number) {
        openRank = NO_RANK;
        reader.wrap(payload);
        while (reader.next()) {
            int rank = reader.singleRank();
            if (rank < 0 || !slot.ranks.contains(rank)) {
                throw OutputRunCodec.malformed("ranks " + reader.ranks() + " come from where " + slot.ranks + " are");
            }
            context.accepted(rank, reader.dataLength());
            openRank = number == CONTINUES ? rank : NO_RANK;
        }
    }

    private ByteBuf keep(Frame frame) {
        ByteBuf whole = frame.retainedFrame();
        if (isUsual(frame, whole) && frame.payloadLength() >= COPY_BELOW_BYTES) {
            return whole;
        }
        try {
            return isUsual(frame, whole) ? whole.copy() : laidOutAnew(frame);
        } finally {
            whole.release();
        }
    }

    private ByteBuf laidOutAnew(Frame frame) {
        ByteBuf copy = context.allocate(frame.payloadLength()).writeBytes(frame.payload());
        return Frames.seal(copy, frame.handler(), frame.stream(), frame.number());
    }

    /** True if the payload lies where {@link Frames} looks for it: other layouts are valid too. */
    private static boolean isUsual(Frame frame, ByteBuf whole) {
        if (Frames.payloadLength(whole) != frame.payloadLength()) {
            return false;
        }
        ByteBuf expected = Frames.payload(whole);
        ByteBuf payload = frame.payload();
        return payload.hasMemoryAddress()
                ? payload.memoryAddress() == expected.memoryAddress()
                : payload.hasArray() && payload.arrayOffset() == expected.arrayOffset();
    }
}
