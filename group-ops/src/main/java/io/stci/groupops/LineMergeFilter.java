package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.transport.Frame;

/**
 * Joins equal lines of many ranks before they go up; see {@link LineMerger} for what may be joined.
 *
 * <p>Lines wait while others may still join them, as {@link MergeWindow} says, and go at once when nobody can, when the
 * arena is full, or within a line that is too long to travel whole: then only the child that it comes from is read.
 */
final class LineMergeFilter implements UpFilter {
    static final String NAME = "lines";

    /** Most streams carry little: they start small, and take the large arena when a record or the volume asks for it. */
    private static final int SMALL_ARENA_BYTES = 4 << 10;

    private static final int ARENA_BYTES = 128 << 10;
    private final UpContext context;
    private final Pump pump = new Pump(this::step);
    private final MergeWindow window;
    private final BatchPacker packer;
    private final OutputBatchReader reader = new OutputBatchReader();
    private LineMerger merger;
    private RankSet live;
    private Slot reading;
    private boolean closed;
    private boolean large;
    private int turn;

    LineMergeFilter(UpContext context) {
        this.context = context;
        this.merger = new LineMerger(context.members(), SMALL_ARENA_BYTES);
        this.window = new MergeWindow(context.scheduler(), context.isRoot(), this::windowClosed);
        this.packer = new BatchPacker(context);
        this.live = context.liveRanks();
    }

    @Override
    public Replay replay() {
        return Replay.BY_SOURCES;
    }

    @Override
    public void received(Slot from, Frame frame) {
        boolean small = frame.payloadLength() < ForwardFilter.COPY_BELOW_BYTES;
        ByteBuf payload = small ? frame.payload().copy() : frame.retainedPayload();
        from.held.add(new Slot.Held(payload, frame.number()));
        pump.run();
    }

    @Override
    public void begun() {
        window.allBegun();
    }

    @Override
    public void ended(Slot slot) {
        live = context.liveRanks();
        pump.run();
    }

    @Override
    public void room() {
        pump.run();
    }

    @Override
    public boolean isIdle() {
        return packer.isEmpty() && merger.isEmpty() && context.nothingHeld();
    }

    @Override
    public int openRank() {
        return merger.openRank();
    }

    @Override
    public void resume(int openRank) {
        window.emptied();
        packer.close();
        context.slots().forEach(this::discard);
        merger = new LineMerger(context.members(), ARENA_BYTES);
        large = true;
        if (openRank != NO_RANK) {
            merger.openLine(openRank);
        }
        live = context.liveRanks();
    }

    @Override
    public void discard(Slot slot) {
        if (reading == slot) {
            reading = null;
        }
        slot.held.forEach(item -> context.consumed(slot, item.buffer().readableBytes()));
        slot.discardHeld();
        live = context.liveRanks();
    }

    @Override
    public void close() {
        closed = true;
        window.close();
        packer.close();
        context.slots().forEach(Slot::discardHeld);
        reading = null;
    }

    private void windowClosed() {
        flush();
        pump.run();
    }

    /** Does what can be done now: sends what is packed, reads what is held, and packs what need not wait. */
    private void step() {
        boolean moved = true;
        while (moved && packer.send() && !closed) {
            moved = read();
            if (!merger.isEmpty() && (merger.isFull() || merger.openRank() >= 0 || merger.isComplete(live))) {
                boolean outgrown = merger.isFull() && !large;
                flush();
                if (outgrown) {
                    takeLargeArena();
                }
                moved = true;
            }
        }
        if (packer.isEmpty() && merger.isEmpty() && live.isEmpty() && context.allComplete()) {
            context.finished();
        }
        context.rested();
    }

    /** Takes held payloads into the merger until it is full or nothing can be read; true if any byte was taken. */
    private boolean read() {
        try {
            return readWhileRoom();
        } catch (StciException malformed) {
            Slot culprit = reading;
            discard(culprit);
            context.reject(culprit, malformed);
            return true;
        }
    }

    private boolean readWhileRoom() {
        boolean any = false;
        while (!merger.isFull() && (reading != null || choose())) {
            if (reader.dataLength() > 0 || nextRun()) {
                take();
                any = true;
            } else {
                finishPayload();
            }
        }
        return any;
    }

    /** @throws StciException PROTOCOL_ERROR if the bytes are no batch, or the child speaks for ranks that aren't its own */
    private boolean nextRun() {
        if (!reader.next()) {
            return false;
        }
        int rank = reader.singleRank();
        if (rank >= 0 ? !reading.ranks.contains(rank) : !reading.ranks.containsAll(reader.ranks())) {
            throw OutputRunCodec.malformed("ranks " + reader.ranks() + " come from where " + reading.ranks + " are");
        }
        return true;
    }

    private void take() {
        if (!large && reader.dataLength() > SMALL_ARENA_BYTES) {
            flush();
            takeLargeArena();
        }
        boolean first = merger.isEmpty();
        int before = reader.dataLength();
        merger.add(reader);
        int taken = before - reader.dataLength();
        if (reader.singleRank() >= 0) {
            context.accepted(reader.singleRank(), taken);
        } else {
            context.accepted(reader.ranks(), taken);
        }
        window.arrived(first);
    }

    /** Picks the next payload; while a long line is open, only from the child that it comes from. */
    private boolean choose() {
        if (merger.openRank() >= 0) {
            Slot slot = context.slotOf(merger.openRank());
            if (slot != null && !slot.isComplete()) {
                return begin(slot);
            }
            boolean first = merger.isEmpty();
            merger.closeOpenLine();
            window.arrived(first);
        }
        int count = context.slots().size();
        for (int i = 0; i < count; i++) {
            turn = (turn + 1) % count;
            if (begin(context.slots().get(turn))) {
                return true;
            }
        }
        return false;
    }

    private boolean begin(Slot slot) {
        Slot.Held next = slot.held.peek();
        if (next == null) {
            return false;
        }
        reading = slot;
        reader.wrap(next.buffer());
        return true;
    }

    private void finishPayload() {
        Slot done = reading;
        reading = null;
        ByteBuf payload = done.held.poll().buffer();
        int bytes = payload.readableBytes();
        payload.release();
        context.consumed(done, bytes);
    }

    private void flush() {
        window.emptied();
        if (!merger.isEmpty()) {
            merger.drain(packer);
            packer.finish();
        }
    }

    /** Only while nothing is in the small one. */
    private void takeLargeArena() {
        int openRank = merger.openRank();
        merger = new LineMerger(context.members(), ARENA_BYTES);
        large = true;
        if (openRank != NO_RANK) {
            merger.openLine(openRank);
        }
    }
}
