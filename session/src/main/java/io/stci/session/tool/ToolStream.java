package io.stci.session.tool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.activemessages.Codec;
import io.stci.activemessages.message.Codecs;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.WaveParts;
import io.stci.groupops.filter.Reduction;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A stream of waves at the front-end.
 *
 * <p>Guarantees: each wave comes once, in order, and counts each member once as held or missing, whatever junctions die.
 *
 * <p>Waves that nobody has taken wait here up to 4 MiB; then the tree waits. Take them with {@link #next}, or give a listener.
 *
 * <p>Threads: any. Requests complete, and the listener is called, on the front-end's thread.
 *
 * @param <I> what an agent contributes
 * @param <V> what a wave comes to
 */
public final class ToolStream<I, V> implements AutoCloseable {
    private static final long WINDOW_BYTES = 4 << 20;

    private final GroupOperations home;
    private final StreamOptions<I, V> options;
    private final RankSet members;
    private final CompletableFuture<RootStream> opened = new CompletableFuture<>();
    private final Outlet<Wave<V>> waves;
    /** Confined to the front-end's thread, as all that follows. */
    private final WaveReader<I, V> reader;

    private RootStream stream;
    private StciException over;
    /** Waves to be asked for on behalf of agents that drive it. */
    private int owed;

    ToolStream(GroupOperations home, StreamOptions<I, V> options, RankSet members) {
        this.home = home;
        this.members = members;
        this.options = options;
        this.waves = new Outlet<>(home, bytes -> stream.grant(bytes));
        this.reader = home.waveReader();
    }

    /** On the front-end's thread. */
    void open(Supplier<RootStream> opener) {
        try {
            reader.change(0, options.reduction());
            stream = opener.get();
            stream.grant(WINDOW_BYTES);
            for (int i = 0; i < options.ahead(); i++) {
                send(stream, new byte[0]);
            }
            opened.complete(stream);
        } catch (StciException refused) {
            end(refused);
            opened.completeExceptionally(refused);
        }
    }

    /** Completed once it is open, or can't be. */
    CompletableFuture<RootStream> opened() {
        return opened;
    }

    StreamConsumer consumer() {
        return new Waves();
    }

    /** Completes once it is open at the front-end; fails with NOT_FOUND or INVALID_ARGUMENT if it can't be. */
    public Request<Void> ready() {
        return home.request(opened.thenApply(root -> null), () -> {});
    }

    /**
     * Sends to all members, and asks for a wave.
     *
     * @return the wave's number, once it is sent; fails with RESOURCE_EXHAUSTED if 16 MiB wait for the slowest member, or
     *     UNAVAILABLE while the stream is at rest
     */
    public <Q> Request<Long> ask(Codec<Q> codec, Q message) {
        byte[] plain = codec.encode(message);
        return call(root -> send(root, plain));
    }

    /** Asks for a wave, and sends nothing with it. */
    public Request<Long> ask() {
        return ask(Codecs.bytes(), new byte[0]);
    }

    /**
     * Sends to some of the members, and asks them for a wave; the others are missing from it as "not asked". Links below which none
     * of them is carry nothing.
     *
     * @return as {@link #ask(Codec, Object)}; fails with INVALID_ARGUMENT if there are others than members among them, or
     *     the stream is not one that is {@link StreamOptions#addressed}
     */
    public <Q> Request<Long> ask(RankSet to, Codec<Q> codec, Q message) {
        byte[] bytes = StreamRequests.addressed(to, codec.encode(message));
        return call(root -> {
            checkAddressed(to);
            return root.send(bytes, 0, bytes.length);
        });
    }

    private void checkAddressed(RankSet to) {
        if (!options.isAddressed()) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "stream", "sends to all members", "open one that is addressed");
        }
        if (!members.containsAll(to)) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "ranks " + to.minus(members),
                    "are no members",
                    "ask some of ranks " + members);
        }
    }

    /**
     * The next wave that nobody has taken. Fails with CANCELLED when the stream is closed, with UNAVAILABLE if agents drive it and
     * none is left.
     */
    public Request<Wave<V>> next() {
        return waves.next();
    }

    /** Has each wave given to this from now on, on the front-end's thread: it must return at once, and must not throw. */
    public void onWave(Consumer<Wave<V>> listener) {
        home.execute(opened, () -> waves.listener(listener));
    }

    /**
     * Combines the waves that are asked for from now on by the same filter with other parameters, or as it has been loaded anew;
     * those in flight go on with what they began with.
     *
     * @param changed of the same filter
     * @return fails with INVALID_ARGUMENT if the parameters make no sense to it, or on a stream that drops messages
     */
    public Request<Void> change(Reduction<I, V> changed) {
        return call(root -> {
            if (!changed.name().equals(options.reduction().name())) {
                throw new StciException(
                        Status.INVALID_ARGUMENT,
                        "filter '" + changed.name() + "'",
                        "is not the stream's, '" + options.reduction().name() + "'",
                        "open another stream");
            }
            reader.change(root.parameters(changed.parameters()), changed);
            return null;
        });
    }

    /**
     * Sends what is asked from now on through the down filter with other parameters.
     *
     * @param parameters to be left unchanged
     * @return fails with INVALID_ARGUMENT if they make no sense to it, NOT_FOUND if the stream has no down filter
     */
    public Request<Void> changeDown(byte[] parameters) {
        return call(root -> {
            root.downParameters(parameters);
            return null;
        });
    }

    /**
     * Waits until all that was sent so far has been taken by all members that are waited for.
     *
     * @return fails with DEADLINE_EXCEEDED when time is up, CANCELLED when the stream is closed
     */
    public Request<Void> flush(Duration limit) {
        return compose(root -> root.flush(limit.toNanos()));
    }

    /**
     * Brings the stream to rest: nothing of it is on its way then. Take waves meanwhile.
     *
     * @return fails with DEADLINE_EXCEEDED when time is up, after which it flows again; CANCELLED when the stream is closed or
     *     {@link #resume} called
     */
    public Request<Void> quiesce(Duration limit) {
        return compose(root -> root.quiesce(limit.toNanos()).whenComplete((nothing, failure) -> {
            if (failure != null) {
                home.execute(opened, this::askAgain);
            }
        }));
    }

    /** Lets it flow again; without effect while it does. */
    public Request<Void> resume() {
        return call(root -> {
            root.resume();
            askAgain();
            return null;
        });
    }

    /** The members that are off the stream for good, by reason. */
    public Request<Map<String, RankSet>> missing() {
        return call(root -> home.reasons(root.missing()));
    }

    /** Ends it everywhere; waves that nobody has taken are gone. */
    @Override
    public void close() {
        home.execute(opened, () -> end(new StciException(Status.CANCELLED, "stream", "is closed", "")));
    }

    /** On the front-end's thread. */
    void end(StciException why) {
        if (over == null) {
            over = why;
            if (stream != null) {
                stream.close();
            }
            waves.end(why);
        }
    }

    private interface Call<R> {
        R on(RootStream root);
    }

    private <R> Request<R> call(Call<R> call) {
        return compose(root -> CompletableFuture.completedFuture(call.on(root)));
    }

    private <R> Request<R> compose(Call<CompletionStage<R>> call) {
        CompletableFuture<R> result = new CompletableFuture<>();
        home.execute(result, () -> {
            try {
                checkOpen();
                call.on(stream).whenComplete((value, failure) -> {
                    if (failure == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
            } catch (StciException refused) {
                result.completeExceptionally(refused);
            }
        });
        return home.request(
                result,
                () -> result.completeExceptionally(
                        new StciException(Status.CANCELLED, "request", "was called off", "")));
    }

    private long send(RootStream root, byte[] plain) {
        byte[] bytes = options.isAddressed() ? StreamRequests.addressed(members, plain) : plain;
        return root.send(bytes, 0, bytes.length);
    }

    private void checkOpen() {
        if (over != null) {
            throw over;
        }
    }

    private Result<V> read(long number, WaveParts.Content part) {
        return new Result<>(reader.read(number, part), part.ranks(), home.reasons(part.missing()));
    }

    /** A filter of the tool's own that can't read what it made ends the stream, and harms nobody else. */
    private final class Waves implements StreamConsumer {
        @Override
        public void data(long number, ByteBuf payload) {
            WaveParts.Content wave = WaveParts.read(ByteBufUtil.getBytes(payload));
            try {
                waves.add(new Wave<>(number, read(number, wave)), payload.readableBytes());
            } catch (RuntimeException | StackOverflowError | LinkageError e) {
                end(new StciException(
                        Status.INTERNAL, "wave " + number, "can't be read: " + Failures.describe(e), "", e));
                return;
            }
            if (options.ahead() > 0) {
                goOn(wave);
            }
        }
    }

    /** What agents drive goes on by itself as long as there are some; waves that nobody has taken can be taken still. */
    private void goOn(WaveParts.Content wave) {
        if (Desertion.isShownBy(wave, stream)) {
            over = new StciException(Status.UNAVAILABLE, "stream", "has no members left", "");
            waves.finish(over);
            stream.close();
        } else {
            owed++;
            home.execute(opened, this::askAgain);
        }
    }

    /** Asks for the waves that are owed to the agents that drive it; later, while it is at rest or has no room. */
    private void askAgain() {
        try {
            while (over == null && owed > 0) {
                send(stream, new byte[0]);
                owed--;
            }
        } catch (StciException later) {
            checkIsLater(later);
        }
    }

    private static void checkIsLater(StciException refused) {
        if (refused.status() != Status.UNAVAILABLE && refused.status() != Status.RESOURCE_EXHAUSTED) {
            throw refused;
        }
    }
}
