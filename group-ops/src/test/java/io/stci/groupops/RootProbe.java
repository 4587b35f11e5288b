package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.stci.core.RankSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The front-end's end of a stream in a test: keeps what comes, and fails if anything comes after the end. */
final class RootProbe implements StreamConsumer {
    static final long PLENTY_BYTES = Long.MAX_VALUE / 2;

    record Received(long number, byte[] payload) {
        /** The data of all its runs, put together. */
        String text() {
            StringBuilder text = new StringBuilder();
            OutputBatches.read(
                    Unpooled.wrappedBuffer(payload),
                    (ranks, from, offset, length, lineContinues) ->
                            text.append(from.toString(offset, length, StandardCharsets.ISO_8859_1)));
            return text.toString();
        }
    }

    final List<Received> received = new ArrayList<>();
    final List<Long> acks = new ArrayList<>();
    final List<SlowReport> slow = new ArrayList<>();
    /** What the reports of slow members come to: who is behind, who is off, and which messages each rank misses. */
    RankSet behind = RankSet.empty();

    RankSet detached = RankSet.empty();
    final Map<Integer, RankSet> missed = new TreeMap<>();
    int begun;
    int ended;
    /** Called within {@link #data}; nothing unless a test sets it. */
    Consumer<Received> onData = message -> {};

    Runnable onEnded = () -> {};

    private boolean busy;

    @Override
    public void data(long number, ByteBuf payload) {
        if (busy || ended > 0) {
            throw new AssertionError(busy ? "data within data" : "data after the end");
        }
        busy = true;
        Received message = new Received(number, ByteBufUtil.getBytes(payload));
        received.add(message);
        onData.accept(message);
        busy = false;
    }

    @Override
    public void begun() {
        begun++;
    }

    @Override
    public void ended() {
        if (busy) {
            throw new AssertionError("the end within data");
        }
        ended++;
        onEnded.run();
    }

    @Override
    public void acked(long upTo) {
        acks.add(upTo);
    }

    @Override
    public void slow(SlowReport report) {
        slow.add(report);
        switch (report.kind()) {
            case BEHIND -> behind = behind.union(report.ranks());
            case CAUGHT_UP -> behind = behind.minus(report.ranks());
            case DETACHED -> detached = detached.union(report.ranks());
            case MISSED -> {
                RankSet numbers = RankSet.range((int) report.first(), (int) report.last());
                report.ranks().forEach(rank -> missed.merge(rank, numbers, RankSet::union));
            }
        }
    }

    long latestAck() {
        return acks.isEmpty() ? 0 : acks.get(acks.size() - 1);
    }

    /** The runs of all output received, printed as {@link Runs} does, {@code ranks:data} with {@code >} if more follows. */
    List<String> runs() {
        List<String> printed = new ArrayList<>();
        visit((ranks, payload, offset, length, lineContinues) -> printed.add(ranks + ":"
                + payload.toString(offset, length, StandardCharsets.ISO_8859_1) + (lineContinues ? ">" : "")));
        return printed;
    }

    /** All output received, put together for each rank. */
    TreeMap<Integer, String> outputByRank() {
        TreeMap<Integer, String> byRank = new TreeMap<>();
        visit((ranks, payload, offset, length, lineContinues) -> {
            String text = payload.toString(offset, length, StandardCharsets.ISO_8859_1);
            ranks.forEach(rank -> byRank.merge(rank, text, String::concat));
        });
        return byRank;
    }

    /** The parts of all waves received, by wave. */
    TreeMap<Long, WaveParts.Content> waves() {
        TreeMap<Long, WaveParts.Content> waves = new TreeMap<>();
        for (Received message : received) {
            if (waves.put(message.number, WaveParts.read(message.payload)) != null) {
                throw new AssertionError("wave " + message.number + " came twice");
            }
        }
        return waves;
    }

    private void visit(OutputBatches.Visitor visitor) {
        for (Received message : received) {
            OutputBatches.read(Unpooled.wrappedBuffer(message.payload), visitor);
        }
    }
}
