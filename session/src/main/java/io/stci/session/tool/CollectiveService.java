package io.stci.session.tool;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.stci.activemessages.Codec;
import io.stci.core.Request;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.LeafService;
import io.stci.groupops.LeafStream;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.filter.Reduction;
import io.stci.groupops.filter.Reductions;
import io.stci.transport.Transport;
import io.stci.wire.Collective;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * At an agent: operations that agents begin. The first call of a name tells the front-end, which opens a stream for it at all
 * agents; from then on calls are waves of that stream. Confined to the node's thread.
 */
final class CollectiveService implements Collectives, LeafService {
    static final String SERVICE = "collective";
    /** The service of the stream on which the front-end hears of first calls. */
    static final String STARTS = "collective-starts";

    /** The time runs at the front-end; an answer has to come all the way as well. */
    private static final int ANSWER_FACTOR = 2;

    private static final Reduction<Boolean, Long> COUNT = Reductions.count();
    private static final Reduction<byte[], SortedMap<Integer, ByteString>> CONCATENATE = Reductions.concatenate();

    private final Transport transport;
    private final FilterCatalog catalog;
    private final BooleanSupplier onThread;
    private final int rank;
    private final Map<Collective, AgentCollective> known = new HashMap<>();
    private final ArrayDeque<Collective> toTell = new ArrayDeque<>();
    private LeafStream starts;

    CollectiveService(Transport transport, FilterCatalog catalog, BooleanSupplier onThread, int rank) {
        this.rank = rank;
        this.transport = transport;
        this.catalog = catalog;
        this.onThread = onThread;
    }

    @Override
    public Request<Result<Long>> barrier(String name, Duration deadline) {
        return call(of(name, COUNT, Collective.Outcome.SAME, deadline), COUNT, true);
    }

    @Override
    public <I, V> Request<Result<V>> allreduce(String name, Reduction<I, V> reduction, I value, Duration deadline) {
        return call(of(name, reduction, Collective.Outcome.SAME, deadline), reduction, value);
    }

    @Override
    public <T> Request<Result<SortedMap<Integer, T>>> allgather(
            String name, Codec<T> codec, T value, Duration deadline) {
        Collective collective = of(name, CONCATENATE, Collective.Outcome.SAME, deadline);
        Request<Result<SortedMap<Integer, ByteString>>> raw = call(collective, CONCATENATE, codec.encode(value));
        return new Request<>(
                raw.stage().thenApply(result -> decoded(result, codec)).toCompletableFuture(), raw::cancel, onThread);
    }

    @Override
    public <I, V> Request<Result<V>> scan(String name, Reduction<I, V> reduction, I value, Duration deadline) {
        Filter<I, V> filter = reduction.in(catalog);
        byte[] own = filter.encode(filter.lift(rank, value));
        return call(of(name, reduction, Collective.Outcome.UP_TO_OWN, deadline), reduction, own);
    }

    /** The stream of one collective, for whose calls the front-end has asked. */
    @Override
    public void open(LeafStream stream) {
        collective(read(stream.spec().getRequest())).opened(stream);
    }

    /** The stream on which first calls are told is open. */
    void openStarts(LeafStream stream) {
        starts = stream;
        starts.roomListener(this::tell);
        starts.begin();
        tell();
    }

    /** The agent has ended. */
    void close() {
        StciException ended = new StciException(Status.CANCELLED, "session", "is over", "");
        known.values().forEach(collective -> collective.fail(ended));
        known.clear();
    }

    private <I, V> Request<Result<V>> call(Collective collective, Reduction<I, V> reduction, Object value) {
        CompletableFuture<Result<V>> result = new CompletableFuture<>();
        try {
            reduction.in(catalog);
            boolean first = !known.containsKey(collective);
            collective(collective).call(value, reduction, result);
            if (first) {
                toTell.add(collective);
                tell();
            }
        } catch (StciException refused) {
            result.completeExceptionally(refused);
        }
        limit(collective, result);
        StciException off = new StciException(Status.CANCELLED, "operation", "was called off", "");
        return new Request<>(result, () -> transport.execute(() -> result.completeExceptionally(off)), onThread);
    }

    /** Should the front-end never answer. */
    private void limit(Collective collective, CompletableFuture<?> result) {
        Scheduler.Timer timer = transport
                .scheduler()
                .schedule(
                        ANSWER_FACTOR * collective.getTimeoutNs(),
                        () -> result.completeExceptionally(new StciException(
                                Status.DEADLINE_EXCEEDED,
                                "collective '" + collective.getName() + "'",
                                "got no answer from the front-end",
                                "")));
        result.whenComplete((value, failure) -> timer.cancel());
    }

    private AgentCollective collective(Collective collective) {
        return known.computeIfAbsent(collective, key -> new AgentCollective(catalog));
    }

    private void tell() {
        while (starts != null && !toTell.isEmpty() && starts.hasRoom()) {
            starts.send(Records.framed(toTell.poll().toByteArray()), false);
        }
    }

    private static Collective of(
            String name, Reduction<?, ?> reduction, Collective.Outcome outcome, Duration deadline) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "deadline " + deadline, "is not above zero", "give a positive time");
        }
        return Collective.newBuilder()
                .setName(name)
                .setFilter(reduction.name())
                .setFilterParameters(ByteString.copyFrom(reduction.parameters()))
                .setOutcome(outcome)
                .setTimeoutNs(deadline.toNanos())
                .build();
    }

    static Collective read(ByteString bytes) {
        try {
            return Collective.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new StciException(Status.PROTOCOL_ERROR, "collective", "can't be read: " + e.getMessage(), "", e);
        }
    }

    private static <T> Result<SortedMap<Integer, T>> decoded(
            Result<SortedMap<Integer, ByteString>> raw, Codec<T> codec) {
        SortedMap<Integer, T> byRank = new TreeMap<>();
        raw.value().ifPresent(all -> all.forEach((rank, bytes) -> byRank.put(rank, codec.decode(bytes.toByteArray()))));
        return new Result<>(raw.value().map(all -> byRank), raw.ranks(), raw.missing());
    }
}
