package io.stci.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.stci.core.RankSet;
import io.stci.groupops.OutputBatches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/**
 * Hands output to a sink on a thread of its own, so that a sink that blocks holds up the tree's credits and nothing else.
 *
 * <p>What waits here is bounded by the room that the pump grants: {@link #WINDOW_BYTES} at first, and then as much as the
 * sink has taken. After a failure of the sink, what still comes is dropped.
 */
final class OutputPump {
    static final long WINDOW_BYTES = 1 << 20;

    private final OutputSink sink;
    private final Executor thread;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();

    /** One thing to do on the pump's thread. */
    private interface Step {
        void run() throws IOException;
    }

    /** @param thread runs one task at a time, in order */
    OutputPump(OutputSink sink, Executor thread) {
        this.sink = sink;
        this.thread = thread;
    }

    /** Completes when the sink has taken everything up to {@link #end}; fails if the sink fails. */
    CompletableFuture<Void> finished() {
        return finished;
    }

    /**
     * Queues a batch of runs.
     *
     * @param grant told how much room there is again, on the pump's thread
     */
    void batch(ByteBuf payload, LongConsumer grant) {
        byte[] bytes = ByteBufUtil.getBytes(payload);
        queue(() -> {
            OutputBatches.read(Unpooled.wrappedBuffer(bytes), this::write);
            grant.accept(bytes.length);
        });
    }

    /** Announces a group of GATHER mode. */
    void group(RankSet ranks, long bytes) {
        queue(() -> sink.beginGroup(ranks, bytes));
    }

    /** No more comes. */
    void end() {
        queue(() -> finished.complete(null));
    }

    private void queue(Step step) {
        thread.execute(() -> {
            if (!finished.isDone()) {
                run(step);
            }
        });
    }

    private void run(Step step) {
        try {
            step.run();
        } catch (UncheckedIOException e) {
            finished.completeExceptionally(e.getCause());
        } catch (IOException | RuntimeException e) {
            finished.completeExceptionally(e);
        }
    }

    private void write(RankSet ranks, ByteBuf payload, int offset, int length, boolean lineContinues) {
        try {
            sink.write(ranks, payload.array(), payload.arrayOffset() + offset, length, lineContinues);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
