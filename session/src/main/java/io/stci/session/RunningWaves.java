package io.stci.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.Streams;
import io.stci.groupops.WaveParts;
import io.stci.transport.Transport;
import io.stci.wire.StreamSpec;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A sequence of waves at the front-end: one message down asks for each, and what the tree makes of the answers comes back in
 * order. When to ask, and what an answer means, is each kind's own. Confined to the front-end's thread but for {@link #stop}
 * and {@link #done}.
 */
abstract class RunningWaves implements WaveJob, StreamConsumer {
    private static final long WINDOW_BYTES = 1 << 20;
    private static final byte[] NOTHING = {};

    private final Transport transport;
    private final Streams streams;
    private final TreeWatch tree;
    private final long count;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private RootStream stream;
    private long asked;

    /** @param count how many waves, 0 for no end */
    RunningWaves(Transport transport, Streams streams, TreeWatch tree, long count) {
        this.transport = transport;
        this.streams = streams;
        this.tree = tree;
        this.count = count;
    }

    /** The stream to open. */
    abstract StreamSpec.Builder spec();

    /** The stream is open: the first waves may be asked for. */
    abstract void opened();

    /** A wave has come, each once, in order. */
    abstract void wave(long number, RankSet ranks, Map<String, RankSet> missing, byte[] value);

    /** No wave is to be asked for any more. */
    void over() {}

    final void start() {
        stream = streams.open(spec(), this);
        stream.grant(WINDOW_BYTES);
        opened();
    }

    final void abandon(Throwable why) {
        finish(why);
    }

    /** No member is left to answer: what is asked for from now on comes back at once, empty. */
    final StciException nobodyLeft() {
        String reasons = String.join(", ", tree.reasons(stream.missing()).keySet());
        return new StciException(Status.UNAVAILABLE, "waves", "nobody is left to answer: " + reasons, "");
    }

    /** Runs a task after what runs now. */
    final void later(Runnable task) {
        transport.execute(task);
    }

    /** Asks for the next wave. */
    final void ask() {
        asked++;
        stream.send(NOTHING, 0, 0);
    }

    /** How many have been asked for. */
    final long asked() {
        return asked;
    }

    /** True if there is a wave left to be asked for. */
    final boolean hasNext() {
        return !done.isDone() && (count == 0 || asked < count);
    }

    final Scheduler scheduler() {
        return transport.scheduler();
    }

    @Override
    public final CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public final void stop() {
        transport.execute(() -> finish(null));
    }

    @Override
    public final void data(long number, ByteBuf payload) {
        WaveParts.Content part = WaveParts.read(ByteBufUtil.getBytes(payload));
        stream.grant(payload.readableBytes());
        wave(number, part.ranks(), tree.reasons(part.missing()), part.value());
        if (number == count) {
            finish(null);
        }
    }

    private void finish(Throwable why) {
        if (done.isDone()) {
            return;
        }
        if (stream != null) {
            over();
            stream.close();
        }
        if (why == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(why);
        }
    }
}
