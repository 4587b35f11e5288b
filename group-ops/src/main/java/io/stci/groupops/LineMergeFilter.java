package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.transport.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Joins equal lines of many ranks before they go up; see {@link LineMerger} for what may be joined.
 *
 * <p>Lines wait while others may still join them, as {@link MergeWindow} says, and go at once when nobody can, when the
 * arena is full, or within a line that is too long to travel whole: then only the child that it comes from is read.
 */
final class LineMergeFilter implements UpFilter {
    static final String NAME = "lines";

    private static final int ARENA_BYTES = 128 << 10;
    private static final int COPY_BELOW_BYTES = 4096;

    private final UpContext context;
    private final Pump pump = new Pump(this::step);
    private final LineMerger merger;
    private final MergeWindow window;
    private final BatchPacker packer;
    private final List<Deque<ByteBuf>> queues = new ArrayList<>();
    private final OutputBatchReader reader = new OutputBatchReader();
    private RankSet live;
    private Slot reading;
    private boolean closed;
    private int turn;
    private int held;

    LineMergeFilter(UpContext context) {
        this.context = context;
        this.merger = new LineMerger(context.members(), ARENA_BYTES);
        this.window = new MergeWindow(context.scheduler(), context.isRoot(), this::windowClosed);
        this.packer = new BatchPacker(context);
        context.slots().forEach(slot -> queues.add(new ArrayDeque<>()));
        this.live = context.members();
    }

    @Override
    public void received(Slot from, Frame frame) {
        boolean small = frame.payloadLength() < COPY_BELOW_BYTES;
        queues.get(from.index).add(small ? frame.payload().copy() : frame.retainedPayload());
        held++;
        pump.run();
    }

    @Override
    public void begun() {
        window.allBegun();
    }

    @Override
    public void ended(Slot slot) {
        live = live.minus(slot.ranks);
        pump.run();
    }

    @Override
    public void room() {
        pump.run();
    }

    @Override
    public void close() {
        closed = true;
        window.close();
        packer.close();
        context.slots().forEach(this::discard);
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
                flush();
                moved = true;
            }
        }
        if (packer.isEmpty() && merger.isEmpty() && held == 0 && context.allEnded()) {
            context.finished();
        }
    }

    /** Takes held payloads into the merger until it is full or nothing can be read; true if anything changed. */
    private boolean read() {
        try {
            return readWhileRoom();
        } catch (StciException malformed) {
            Slot culprit = reading;
            reading = null;
            discard(culprit);
            context.reject(culprit, malformed);
            return true;
        }
    }

    private boolean readWhileRoom() {
        boolean any = false;
        while (!merger.isFull() && (reading != null || choose())) {
            if (reader.dataLength() > 0 || nextRun()) {
                boolean first = merger.isEmpty();
                merger.add(reader);
                any = true;
                window.arrived(first);
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

    /** Picks the next payload; while a long line is open, only from the child that it comes from. */
    private boolean choose() {
        if (merger.openRank() >= 0) {
            Slot slot = slotOf(merger.openRank());
            if (queues.get(slot.index).isEmpty() && slot.ended) {
                closeOpenLine();
            } else {
                return begin(slot);
            }
        }
        for (int i = 0; held > 0 && i < queues.size(); i++) {
            turn = (turn + 1) % queues.size();
            if (begin(context.slots().get(turn))) {
                return true;
            }
        }
        return false;
    }

    private void closeOpenLine() {
        boolean first = merger.isEmpty();
        merger.closeOpenLine();
        window.arrived(first);
    }

    private boolean begin(Slot slot) {
        ByteBuf payload = queues.get(slot.index).peek();
        if (payload == null) {
            return false;
        }
        reading = slot;
        reader.wrap(payload);
        return true;
    }

    private void finishPayload() {
        ByteBuf payload = queues.get(reading.index).poll();
        int bytes = payload.readableBytes();
        payload.release();
        held--;
        Slot done = reading;
        reading = null;
        context.consumed(done, bytes);
    }

    private void discard(Slot slot) {
        Deque<ByteBuf> queue = queues.get(slot.index);
        held -= queue.size();
        queue.forEach(ByteBuf::release);
        queue.clear();
    }

    private void flush() {
        window.emptied();
        if (!merger.isEmpty()) {
            merger.drain(packer);
            packer.finish();
        }
    }

    private Slot slotOf(int rank) {
        for (Slot slot : context.slots()) {
            if (slot.ranks.contains(rank)) {
                return slot;
            }
        }
        throw new IllegalStateException("rank " + rank + " is in no slot");
    }
}
