package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.stci.activemessages.message.ActiveMessages;
import io.stci.activemessages.message.MessageOptions;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.Streams;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.filter.Reduction;
import io.stci.groupops.filter.Reductions;
import io.stci.groupops.plugin.FilterJar;
import io.stci.transport.Transport;
import io.stci.wire.FilterJarMessage;
import io.stci.wire.StreamSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a session's front-end gives to tools. Made by the session. Threads: any, where nothing else is said. */
public final class FrontEndTools {
    private final GroupOperations operations;
    private final Streams streams;
    private final FilterCatalog catalog;
    private final RankSet all;
    /** What ends the streams that have been opened. */
    private final List<Consumer<StciException>> ends = new ArrayList<>();

    private final MailHub mail;
    private final Multicasts multicasts;
    private final Messages messages;
    private final FilterJars jars;
    private StciException closed;

    /** @param reasons says more of missing ranks than their neighbours saw */
    public FrontEndTools(
            Transport transport, Streams streams, RankSet all, UnaryOperator<Map<String, RankSet>> reasons) {
        this.streams = streams;
        this.catalog = streams.catalog();
        this.all = all;
        OwnThread thread = new OwnThread(transport);
        this.operations = new GroupOperations(transport, streams, catalog, reasons, thread::isCurrent);
        this.jars = new FilterJars(catalog, transport.scheduler());
        this.mail = new MailHub(transport, streams, all);
        this.multicasts = new Multicasts(operations, transport.scheduler(), streams);
        this.messages = new Messages(
                operations,
                new ActiveMessages(mail, transport.scheduler(), thread, MessageOptions.standard()),
                multicasts);
    }

    /** Lets agents begin operations of their own. On the front-end's thread, once all agents run a tool's program. */
    public void serveAgents() {
        new CollectiveHub(streams, catalog, all).open();
        mail.open();
    }

    /** Agents to be asked together. */
    public Group group(RankSet members) {
        return new Group(operations, members);
    }

    /**
     * Loads filters of a tool's own at every node: here, at junctions and agents. Streams that are opened, or changed, from then on
     * may use them; a jar of the same name takes the place of the one before.
     *
     * @param name of the jar
     * @param jar its bytes, up to 16 MiB; to be left unchanged
     * @return who has it; fails as {@link io.stci.groupops.plugin.FilterJar#load} if it can't be loaded here, or is not loaded
     *     everywhere
     */
    public Request<Result<Long>> loadFilters(String name, byte[] jar, Duration deadline) {
        if (jar.length > FilterJars.MAX_JAR_BYTES) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "filter jar " + name,
                    "has " + jar.length + " bytes, more than " + FilterJars.MAX_JAR_BYTES,
                    "put less into it");
        }
        byte[] sha256 = FilterJar.digest(jar);
        CompletableFuture<Result<Long>> result = new CompletableFuture<>();
        operations.execute(result, () -> {
            try {
                jars.load(name, jar, sha256);
                distribute(name, jar, sha256, Completion.all().within(deadline))
                        .stage()
                        .whenComplete((value, failure) -> {
                            if (failure == null) {
                                result.complete(value);
                            } else {
                                result.completeExceptionally(failure);
                            }
                        });
            } catch (StciException unusable) {
                result.completeExceptionally(unusable);
            }
        });
        return operations.request(result, () -> result.cancel(false));
    }

    private Request<Result<Long>> distribute(String name, byte[] jar, byte[] sha256, Completion completion) {
        FilterJarMessage.Builder head =
                FilterJarMessage.newBuilder().setName(name).setSha256(ByteString.copyFrom(sha256));
        return operations.distribute(
                all, head, jar, completion, Group.reader(operations, Reductions.count(), completion));
    }

    /** Messages to and from single agents; once agents are served. */
    public Messages messages() {
        return messages;
    }

    /** Opens a stream. */
    public <I, V> ToolStream<I, V> open(StreamOptions<I, V> options) {
        ToolStream<I, V> stream = new ToolStream<>(operations, options, options.membersOf(all));
        operations.execute(stream.opened(), () -> {
            if (closed != null) {
                stream.end(closed);
            } else {
                ends.add(stream::end);
                stream.open(() -> streams.open(options.spec(all), stream.consumer()));
            }
        });
        return stream;
    }

    /** Opens a stream of records. */
    public RecordStream openRecords(String name, RankSet members, byte[] request) {
        RecordStream stream = new RecordStream(operations);
        open(stream, RecordStream.specOf(name, members, request));
        return stream;
    }

    /** Opens a stream without waves. */
    public <V> CombinedStream<V> openCombined(
            String name, Reduction<?, V> reduction, RankSet members, Duration window) {
        CombinedStream<V> stream = new CombinedStream<>(operations, reduction);
        open(stream, CombinedStream.spec(name, reduction, members, window));
        return stream;
    }

    private void open(Inflow<?> stream, StreamSpec.Builder spec) {
        operations.execute(stream.opened(), () -> {
            if (closed != null) {
                stream.end(closed);
            } else {
                ends.add(stream::end);
                stream.open(() -> streams.open(spec, stream.consumer()));
            }
        });
    }

    /** Ends everything. On the front-end's thread. */
    public void close(StciException why) {
        closed = why;
        operations.close(why);
        mail.close(why);
        multicasts.close(why);
        ends.forEach(end -> end.accept(why));
        ends.clear();
    }
}
