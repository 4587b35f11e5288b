package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.OutputBatches;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.UpFilters;
import io.stci.wire.StreamSpec;
import io.stci.wire.ToolStreamRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A stream on which agents send what they have when they have it, {@link AgentStream#record}: nothing is combined, and nobody waits
 * for anybody.
 *
 * <p>Guarantees: each record of a live agent comes exactly once, and those of one agent in order, whatever junctions die.
 *
 * <p>Records that nobody has taken wait here up to 4 MiB, then in the tree, and at last {@link AgentStream#record} says no.
 *
 * <p>Threads: any. Requests complete, and the listener is called, on the front-end's thread.
 */
public final class RecordStream implements AutoCloseable {
    private static final long WINDOW_BYTES = 4 << 20;

    private final GroupOperations home;
    private final Outlet<RankRecord> records;
    private final CompletableFuture<RootStream> opened = new CompletableFuture<>();
    private RootStream stream;
    private StciException over;

    RecordStream(GroupOperations home) {
        this.home = home;
        this.records = new Outlet<>(home, bytes -> stream.grant(bytes));
    }

    static StreamSpec.Builder spec(String name, RankSet members, byte[] request) {
        return StreamSpec.newBuilder()
                .setMembers(ByteString.copyFrom(members.encode()))
                .setUpFilter(UpFilters.FORWARD)
                .setService(ToolStreamService.SERVICE)
                .setRequest(ToolStreamRequest.newBuilder()
                        .setName(name)
                        .setRequest(ByteString.copyFrom(request))
                        .build()
                        .toByteString());
    }

    CompletableFuture<RootStream> opened() {
        return opened;
    }

    /** On the front-end's thread. */
    void open(Supplier<RootStream> opener) {
        try {
            stream = opener.get();
            stream.grant(WINDOW_BYTES);
            opened.complete(stream);
        } catch (StciException refused) {
            end(refused);
            opened.completeExceptionally(refused);
        }
    }

    StreamConsumer consumer() {
        return new Arriving();
    }

    /** On the front-end's thread. */
    void end(StciException why) {
        if (over == null) {
            over = why;
            if (stream != null) {
                stream.close();
            }
            records.end(why);
        }
    }

    /** Completes once it is open at the front-end; fails with why it can't be. */
    public Request<Void> ready() {
        return home.request(opened.thenApply(root -> null), () -> {});
    }

    /** The next record that nobody has taken. Fails with CANCELLED when the stream is closed. */
    public Request<RankRecord> next() {
        return records.next();
    }

    /** Has each record given to this from now on, on the front-end's thread: it must return at once, and must not throw. */
    public void onRecord(Consumer<RankRecord> listener) {
        home.execute(opened, () -> records.listener(listener));
    }

    /** The members that are off the stream for good, by reason. */
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

    /** Ends it everywhere; records that nobody has taken are gone. */
    @Override
    public void close() {
        home.execute(opened, () -> end(new StciException(Status.CANCELLED, "stream", "is closed", "")));
    }

    private final class Arriving implements StreamConsumer {
        /** A payload holds one record. */
        @Override
        public void data(long number, ByteBuf payload) {
            int room = payload.readableBytes();
            OutputBatches.read(
                    payload,
                    (ranks, bytes, offset, length, continues) -> records.add(
                            new RankRecord(
                                    ranks.first(), Records.unframed(ByteBufUtil.getBytes(bytes, offset, length))),
                            room));
        }
    }
}
