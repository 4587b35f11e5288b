package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import io.stci.transport.Frame;
import io.stci.wire.CombinedPart;
import io.stci.wire.CombinedPart.Failure;
import io.stci.wire.CombinedPart.Share;

/**
 * Combines what members contribute when they like: what comes within a short time, or while there is no room above, goes up
 * together, saying how many contributions of which ranks it holds. Agents send {@code stci.OutputBatch} of one record each, junctions
 * {@code stci.CombinedPart}.
 *
 * <p>The agents' records are what is sent again after a death, so each is combined exactly once on the way that it takes in the end.
 */
final class AsItComesFilter implements UpFilter {
    /** So many bytes of contributions are taken before something has gone up. */
    private static final long MAX_TAKEN_BYTES = 256 << 10;

    private final UpContext context;
    private final Filter<?, Object> filter;
    private final long windowNs;
    private final Pump pump = new Pump(this::step);
    private final OutputBatchReader reader = new OutputBatchReader();
    private Combination combination;
    private long takenBytes;
    private boolean isDue;
    private Scheduler.Timer window;

    /** @throws StciException at the front-end, NOT_FOUND or INVALID_ARGUMENT if there can't be such a filter */
    AsItComesFilter(UpContext context, FilterVersions filters) {
        this.context = context;
        this.filter = filters.of(0);
        this.windowNs = context.spec().getWaveTimeoutNs() / context.height();
        this.combination = new Combination(filter, context.place());
    }

    @Override
    public Replay replay() {
        return Replay.BY_SOURCES;
    }

    @Override
    public void received(Slot from, Frame frame) {
        from.held.add(new Slot.Held(frame.payload().copy(), frame.number()));
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
        return combination.isEmpty() && context.nothingHeld();
    }

    @Override
    public void resume(int openRank) {
        reset();
        context.slots().forEach(this::discard);
    }

    @Override
    public void discard(Slot slot) {
        slot.held.forEach(item -> context.consumed(slot, item.buffer().readableBytes()));
        slot.discardHeld();
    }

    @Override
    public void close() {
        reset();
        context.slots().forEach(Slot::discardHeld);
    }

    private void reset() {
        if (window != null) {
            window.cancel();
            window = null;
        }
        isDue = false;
        takenBytes = 0;
        combination = new Combination(filter, context.place());
    }

    private void step() {
        take();
        while (mayGo() && context.hasRoom()) {
            byte[] part = combination.take();
            reset();
            context.emit(0, context.allocate(part.length).writeBytes(part));
            take();
        }
        if (combination.isEmpty() && context.allComplete()) {
            context.finished();
        }
        context.rested();
    }

    /** What can't grow any more need not wait. */
    private boolean mayGo() {
        return !combination.isEmpty() && (isDue || takenBytes >= MAX_TAKEN_BYTES || context.allComplete());
    }

    private void take() {
        for (Slot slot : context.slots()) {
            while (!slot.held.isEmpty() && takenBytes < MAX_TAKEN_BYTES) {
                take(slot, slot.held.poll().buffer());
            }
        }
        if (!combination.isEmpty() && !isDue && window == null) {
            begin();
        }
    }

    private void take(Slot slot, ByteBuf payload) {
        int bytes = payload.readableBytes();
        try {
            if (context.isAgent(slot)) {
                takeRecords(slot, payload);
            } else {
                takePart(slot, payload);
            }
            takenBytes += bytes;
            context.consumed(slot, bytes);
        } catch (StciException malformed) {
            context.consumed(slot, bytes);
            discard(slot);
            context.reject(slot, malformed);
        } finally {
            payload.release();
        }
    }

    private void takeRecords(Slot slot, ByteBuf payload) {
        reader.wrap(payload);
        while (reader.next()) {
            int rank = reader.singleRank();
            boolean whole = reader.dataLength() > 0 && !reader.lineContinues();
            if (rank < 0 || !slot.ranks.contains(rank) || !whole) {
                throw OutputRunCodec.malformed("ranks " + reader.ranks() + " come from where " + slot.ranks + " are");
            }
            context.accepted(rank, reader.dataLength());
            byte[] record = ByteBufUtil.getBytes(payload, reader.dataOffset() + 1, reader.dataLength() - 1, true);
            combination.add(rank, record, reader.dataLength());
        }
    }

    private void takePart(Slot slot, ByteBuf payload) {
        CombinedPart part = CombinedParts.read(payload);
        part.getSharesList().forEach(share -> check(slot, share));
        part.getFailuresList().stream().map(Failure::getShare).forEach(share -> check(slot, share));
        part.getSharesList().forEach(this::accept);
        part.getFailuresList().stream().map(Failure::getShare).forEach(this::accept);
        combination.add(part);
    }

    private static void check(Slot slot, Share share) {
        RankSet ranks = Combination.ranks(share);
        if (!slot.ranks.containsAll(ranks) || share.getBytes() < 0 || share.getContributions() < 0) {
            throw OutputRunCodec.malformed("ranks " + ranks + " come from where " + slot.ranks + " are");
        }
    }

    private void accept(Share share) {
        context.accepted(Combination.ranks(share), share.getBytes());
    }

    private void begin() {
        if (windowNs == 0) {
            isDue = true;
        } else {
            window = context.scheduler().schedule(windowNs, () -> {
                window = null;
                isDue = true;
                pump.run();
            });
        }
    }
}
