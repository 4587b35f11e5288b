package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.Streams;
import io.stci.groupops.WaveParts;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.filter.Reduction;
import io.stci.groupops.filter.Reductions;
import io.stci.transport.Transport;
import io.stci.wire.Concatenation;
import io.stci.wire.FilterJarMessage;
import io.stci.wire.Operation;
import io.stci.wire.StreamSpec;
import io.stci.wire.Torpid;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The operations of all groups of a front-end. Each kind has a stream of its own, which is opened when it is first needed and
 * stays for the next; of those that are not in use the oldest are closed. Methods that return requests may be called from any
 * thread, all others from the front-end's.
 */
final class GroupOperations {
    /** The service at the agents. */
    static final String SERVICE = "operations";

    static final int MAX_PAYLOAD_BYTES = 64 << 20;
    private static final int MAX_STREAMS = 32;
    private static final int MAX_SCATTER_BYTES = 1 << 20;

    private final Transport transport;
    private final Streams streams;
    private final FilterCatalog catalog;
    private final UnaryOperator<Map<String, RankSet>> reasons;
    private final BooleanSupplier onThread;
    private final Map<Kind, OperationStream> open = new LinkedHashMap<>(16, 0.75f, true);
    private final AtomicLong vectors = new AtomicLong();
    private StciException closed;

    /** What operations must have in common to share a stream. */
    private record Kind(
            RankSet members,
            Reduction<?, ?> reduction,
            long deadlineNs,
            int quorum,
            boolean waitsForTorpid,
            String downFilter,
            String service) {
        static Kind of(
                RankSet members, Reduction<?, ?> reduction, Completion completion, String downFilter, String service) {
            return new Kind(
                    members,
                    reduction,
                    completion.deadlineNs(),
                    completion.quorum(),
                    completion.waitsForTorpid(),
                    downFilter,
                    service);
        }
    }

    /**
     * @param reasons says more of missing ranks than their neighbours saw
     * @param onThread true if called on the front-end's thread
     */
    GroupOperations(
            Transport transport,
            Streams streams,
            FilterCatalog catalog,
            UnaryOperator<Map<String, RankSet>> reasons,
            BooleanSupplier onThread) {
        this.transport = transport;
        this.streams = streams;
        this.catalog = catalog;
        this.reasons = reasons;
        this.onThread = onThread;
    }

    <R> Request<R> ask(
            RankSet members,
            Operation.Builder operation,
            byte[] payload,
            Reduction<?, ?> reduction,
            Completion completion,
            Function<WaveParts.Content, R> reader) {
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw tooLarge("payload", payload.length, MAX_PAYLOAD_BYTES);
        }
        PendingOperation<R> pending = PendingOperation.of(operation, payload, reader);
        return submit(Kind.of(members, reduction, completion, "", SERVICE), pending);
    }

    <V> Request<Result<V>> vector(
            RankSet members, String handler, byte[] payload, VectorReduction<?, ?, V> vector, Completion completion) {
        Operation.Builder head = Operation.newBuilder().setHandler(handler).setVector(vectors.incrementAndGet());
        VectorOperation<?, ?, V> operation = new VectorOperation<>(this, members, head, vector, completion);
        execute(operation.result(), () -> operation.start(payload, transport.scheduler()));
        StciException off = new StciException(Status.CANCELLED, "operation", "was called off", "");
        return request(operation.result(), () -> operation.fail(off));
    }

    <R> Request<R> scatter(
            RankSet members,
            Collection<Integer> ranks,
            Concatenation pieces,
            Reduction<?, ?> reduction,
            Completion completion,
            Function<WaveParts.Content, R> reader) {
        RankSet strangers =
                RankSet.of(ranks.stream().mapToInt(Integer::intValue).toArray()).minus(members);
        if (!strangers.isEmpty()) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "ranks " + strangers, "are no members", "scatter to ranks " + members);
        }
        if (pieces.getSerializedSize() > MAX_SCATTER_BYTES) {
            throw tooLarge("pieces", pieces.getSerializedSize(), MAX_SCATTER_BYTES);
        }
        PendingOperation<R> pending = PendingOperation.whole(pieces.toByteArray(), reader);
        return submit(Kind.of(members, reduction, completion, "scatter", SERVICE), pending);
    }

    /**
     * Gives a jar of filters to every node.
     *
     * @param members all agents
     */
    <R> Request<R> distribute(
            RankSet members,
            FilterJarMessage.Builder head,
            byte[] jar,
            Completion completion,
            Function<WaveParts.Content, R> reader) {
        Kind kind = Kind.of(members, Reductions.count(), completion, "", FilterJars.SERVICE);
        return submit(kind, PendingOperation.jar(head, jar, reader));
    }

    /** Runs a task on the front-end's thread; fails the result if that has ended. */
    void execute(CompletableFuture<?> result, Runnable task) {
        try {
            transport.execute(task);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new StciException(Status.CANCELLED, "session", "was closed", "", e));
        }
    }

    /** @param onCancel run on the front-end's thread */
    <R> Request<R> request(CompletableFuture<R> result, Runnable onCancel) {
        return new Request<>(result, () -> execute(result, onCancel), onThread);
    }

    /** A request for something else than another one's result. */
    <R, S> Request<S> map(Request<R> request, Function<R, S> function) {
        return new Request<>(request.stage().thenApply(function).toCompletableFuture(), request::cancel, onThread);
    }

    Map<String, RankSet> reasons(Map<String, RankSet> missing) {
        return reasons.apply(missing);
    }

    <V> V decode(Reduction<?, V> reduction, byte[] value) {
        return reduction.in(catalog).decode(value);
    }

    /** A new one, as the front-end knows it now. */
    <V> Filter<?, V> filter(Reduction<?, V> reduction) {
        return reduction.in(catalog);
    }

    /** Of one stream. */
    <I, V> WaveReader<I, V> waveReader() {
        return new WaveReader<>(catalog);
    }

    /** Ends all that is not over. */
    void close(StciException why) {
        closed = why;
        open.values().forEach(stream -> stream.close(why));
        open.clear();
    }

    private <R> Request<R> submit(Kind kind, PendingOperation<R> pending) {
        execute(pending.result(), () -> {
            try {
                OperationStream stream = stream(kind);
                pending.limit(transport.scheduler(), kind.deadlineNs() - stream.graceNs());
                stream.submit(pending);
            } catch (StciException refused) {
                pending.fail(refused);
            }
        });
        StciException off = new StciException(Status.CANCELLED, "operation", "was called off", "");
        return request(pending.result(), () -> pending.callOff(off));
    }

    private OperationStream stream(Kind kind) {
        if (closed != null) {
            throw closed;
        }
        OperationStream known = open.get(kind);
        if (known != null) {
            return known;
        }
        closeUnused();
        OperationStream stream = new OperationStream();
        stream.opened(streams.open(spec(kind), stream));
        open.put(kind, stream);
        return stream;
    }

    private static StreamSpec.Builder spec(Kind kind) {
        return StreamSpec.newBuilder()
                .setMembers(ByteString.copyFrom(kind.members().encode()))
                .setUpFilter(kind.reduction().name())
                .setUpFilterParameters(ByteString.copyFrom(kind.reduction().parameters()))
                .setDownFilter(kind.downFilter())
                .setService(kind.service())
                .setWaveTimeoutNs(kind.deadlineNs())
                .setWaveQuorum(kind.quorum())
                .setWavesAsReady(true)
                .setTorpid(kind.waitsForTorpid() ? Torpid.TORPID_WAIT : Torpid.TORPID_EXCLUDE);
    }

    private void closeUnused() {
        Iterator<OperationStream> oldestFirst = open.values().iterator();
        while (open.size() >= MAX_STREAMS && oldestFirst.hasNext()) {
            OperationStream stream = oldestFirst.next();
            if (stream.isIdle()) {
                stream.close(new StciException(Status.CANCELLED, "operation", "is not in use", ""));
                oldestFirst.remove();
            }
        }
    }

    private static StciException tooLarge(String what, long bytes, long most) {
        return new StciException(
                Status.INVALID_ARGUMENT, what, "has " + bytes + " bytes, more than " + most, "send it in several");
    }
}
