package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.wire.StreamSpec;
import io.stci.wire.ToolStreamRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The front-end's end of a stream on which members send when they like. What has come waits here up to 4 MiB until somebody takes it;
 * then the tree waits.
 *
 * <p>Threads: any for public methods; requests complete, and the listener is called, on the front-end's thread. All others belong to that.
 *
 * @param <T> what comes
 */
abstract class Inflow<T> implements AutoCloseable {
    private static final long WINDOW_BYTES = 4 << 20;

    private final GroupOperations home;
    private final Outlet<T> outlet;
    private final CompletableFuture<RootStream> opened = new CompletableFuture<>();
    private RootStream stream;
    private StciException over;

    Inflow(GroupOperations home) {
        this.home = home;
        this.outlet = new Outlet<>(home, bytes -> stream.grant(bytes));
    }

    /** What a tool's stream of this name begins with. */
    static StreamSpec.Builder spec(String name, RankSet members, byte[] request) {
        return StreamSpec.newBuilder()
                .setMembers(ByteString.copyFrom(members.encode()))
                .setService(ToolStreamService.SERVICE)
                .setRequest(ToolStreamRequest.newBuilder()
                        .setName(name)
                        .setRequest(ByteString.copyFrom(request))
                        .build()
                        .toByteString());
    }

    /** Gives what a payload holds to {@link #add}. */
    abstract void read(ByteBuf payload);

    final void add(T thing, long bytes) {
        outlet.add(thing, bytes);
    }

    final GroupOperations home() {
        return home;
    }

    final CompletableFuture<RootStream> opened() {
        return opened;
    }

    final void open(Supplier<RootStream> opener) {
        try {
            stream = opener.get();
            stream.grant(WINDOW_BYTES);
            opened.complete(stream);
        } catch (StciException refused) {
            end(refused);
            opened.completeExceptionally(refused);
        }
    }

    final StreamConsumer consumer() {
        return (number, payload) -> read(payload);
    }

    final void end(StciException why) {
        if (over == null) {
            over = why;
            if (stream != null) {
                stream.close();
            }
            outlet.end(why);
        }
    }

    final void listen(Consumer<T> listener) {
        home.execute(opened, () -> outlet.listener(listener));
    }

    /** Completes once it is open at the front-end; fails with why it can't be. */
    public Request<Void> ready() {
        return home.request(opened.thenApply(root -> null), () -> {});
    }

    /** The next that nobody has taken. Fails with CANCELLED when the stream is closed. */
    public Request<T> next() {
        return outlet.next();
    }

    /**
     * The members that are off the stream for good, by reason.
     *
     * @return fails with CANCELLED when the stream is closed
     */
    public Request<Map<String, RankSet>> missing() {
        CompletableFuture<Map<String, RankSet>> result = new CompletableFuture<>();
        home.execute(result, () -> {
            if (over == null) {
                result.complete(home.reasons(stream.missing()));
            } else {
                result.completeExceptionally(over);
            }
        });
        return home.request(result, () -> {});
    }

    /** Ends it everywhere; what nobody has taken is gone. */
    @Override
    public void close() {
        home.execute(opened, () -> end(new StciException(Status.CANCELLED, "stream", "is closed", "")));
    }
}
