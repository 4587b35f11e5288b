package io.stci.session.tool;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.stci.activemessages.Codec;
import io.stci.activemessages.message.Codecs;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.groupops.WaveParts;
import io.stci.groupops.filter.Reduction;
import io.stci.groupops.filter.Reductions;
import io.stci.wire.Concatenation;
import io.stci.wire.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Some agents of a session, to be asked together: a question goes down once per link, and the answers are combined on their way
 * up. What an agent does when it is asked is registered there under a name, see {@link Agent#handle}.
 *
 * <p>Guarantees: an agent handles each operation at most once, and those of one kind - the same reduction and deadline - in the
 * order in which they were asked for; a result counts each member once, whatever junctions die meanwhile, and names those that
 * are missing with the reason.
 *
 * <p>Threads: any. Requests complete on the front-end's thread. Errors of all operations: {@link Completion} says when one fails;
 * NOT_FOUND or INVALID_ARGUMENT if there can't be such a filter, RESOURCE_EXHAUSTED if too many operations wait, CANCELLED when
 * the session is closed.
 */
public final class Group {
    /** Counts who has contributed. */
    private static final Reduction<Boolean, Long> COUNT = Reductions.count();

    private static final Reduction<byte[], SortedMap<Integer, ByteString>> CONCATENATE = Reductions.concatenate();

    private static final Reduction<RankSet, RankSet> RANKS = Reductions.rankSet();
    private static final Reduction<byte[], SortedMap<ByteString, RankSet>> EQUALITY = Reductions.equality();

    private final GroupOperations operations;
    private final RankSet members;

    Group(GroupOperations operations, RankSet members) {
        this.operations = operations;
        this.members = members;
    }

    /** The ranks of the agents that are asked. */
    public RankSet members() {
        return members;
    }

    /**
     * Gives every member the same; what it answers is dropped.
     *
     * @param payload of any length up to 64 MiB; what is longer than 256 KiB travels in pieces, each of which a junction passes on
     *     while the next one comes
     * @return who has handled it; the value is how many
     */
    public <Q> Request<Result<Long>> broadcast(String handler, Codec<Q> codec, Q payload, Completion completion) {
        return ask(handler, codec.encode(payload), Operation.Contribution.ONE, COUNT, completion);
    }

    /**
     * Asks every member, and keeps the answers apart.
     *
     * @return the answers by rank
     */
    public <Q, A> Request<Result<SortedMap<Integer, A>>> query(
            String handler, Codec<Q> codec, Q request, Codec<A> answers, Completion completion) {
        Request<Result<SortedMap<Integer, ByteString>>> raw =
                ask(handler, codec.encode(request), Operation.Contribution.ENCODED, CONCATENATE, completion);
        return operations.map(raw, result -> decoded(result, answers));
    }

    /** As {@link #query}, without a request: the handler reads an empty one. */
    public <A> Request<Result<SortedMap<Integer, A>>> gather(String handler, Codec<A> answers, Completion completion) {
        Request<Result<SortedMap<Integer, ByteString>>> raw =
                ask(handler, new byte[0], Operation.Contribution.ENCODED, CONCATENATE, completion);
        return operations.map(raw, result -> decoded(result, answers));
    }

    /**
     * Gives each rank its own; a link carries only what is for those below it. Members that are not among the keys are missing
     * as "got nothing".
     *
     * @param pieces together up to 1 MiB
     * @return the answers by rank
     * @throws io.stci.core.StciException INVALID_ARGUMENT if there are ranks that are no members, or the pieces are too large
     */
    public <Q, A> Request<Result<SortedMap<Integer, A>>> scatter(
            String handler, Codec<Q> codec, Map<Integer, Q> pieces, Codec<A> answers, Completion completion) {
        Concatenation.Builder entries = Concatenation.newBuilder();
        new TreeMap<>(pieces)
                .forEach((rank, piece) -> entries.addEntries(Concatenation.Entry.newBuilder()
                        .setRank(rank)
                        .setData(operation(handler, Operation.Contribution.ENCODED)
                                .setPayload(UnsafeByteOperations.unsafeWrap(codec.encode(piece)))
                                .build()
                                .toByteString())));
        Request<Result<SortedMap<Integer, ByteString>>> raw = operations.scatter(
                members, pieces.keySet(), entries.build(), CONCATENATE, completion, reader(CONCATENATE, completion));
        return operations.map(raw, result -> decoded(result, answers));
    }

    /**
     * Asks every member, and combines the answers on their way up.
     *
     * @param reduction takes what the handlers answer
     */
    public <Q, I, V> Request<Result<V>> reduce(
            String handler, Codec<Q> codec, Q request, Reduction<I, V> reduction, Completion completion) {
        return ask(handler, codec.encode(request), Operation.Contribution.VALUE, reduction, completion);
    }

    /** As the other, without a request: the handler reads an empty one. */
    public <I, V> Request<Result<V>> reduce(String handler, Reduction<I, V> reduction, Completion completion) {
        return ask(handler, new byte[0], Operation.Contribution.VALUE, reduction, completion);
    }

    /**
     * Asks every member for a long array, of up to 16 Mi elements, and combines these place by place: in chunks of 16 Ki, each of
     * which is combined on its way up while others follow. All arrays must have the same length; else the operation fails.
     *
     * <p>The result holds the same ranks at every place: chunks that hold a rank which is lost before the others have come are asked
     * for again. The arrays stay at the agents, to be left unchanged, until then.
     */
    public <Q, A, C, V> Request<Result<V>> reduceVector(
            String handler, Codec<Q> codec, Q request, VectorReduction<A, C, V> vector, Completion completion) {
        return operations.vector(members, handler, codec.encode(request), vector, completion);
    }

    /**
     * Waits until every member has come to the same point: until its handler of this name has answered.
     *
     * @return who has; the value is how many
     */
    public Request<Result<Long>> barrier(String handler, Completion completion) {
        return ask(handler, new byte[0], Operation.Contribution.ONE, COUNT, completion);
    }

    /**
     * Chooses some of the members by what they are. The selector goes down like any question, and the ranks that it means come back
     * joined; they must fit 1 MiB, which half a million ranges of ranks do.
     *
     * @param completion {@code all()} fails unless everybody says whether it is meant; with others look at {@link Selection#missing}
     * @return whom it meant as it passed
     */
    public Request<Selection> select(Selector selector, Completion completion) {
        Request<Result<RankSet>> meant =
                reduce(AttributeHandlers.SELECT, AttributeHandlers.SELECTORS, selector, RANKS, completion);
        return operations.map(meant, result -> {
            RankSet chosen = result.value().orElse(RankSet.empty());
            return new Selection(
                    selector, new Group(operations, chosen), result.ranks().minus(chosen), result.missing());
        });
    }

    /**
     * Which members have which value of an attribute; {@code byAttribute("host", ...)} tells who runs where. All values with their ranks
     * must fit 1 MiB.
     *
     * @return the ranks by rising value; those among {@link Result#ranks} that are in none have no such attribute
     */
    public Request<Result<SortedMap<String, RankSet>>> byAttribute(String name, Completion completion) {
        Request<Result<SortedMap<ByteString, RankSet>>> raw = ask(
                AttributeHandlers.VALUE,
                Codecs.string().encode(name),
                Operation.Contribution.ENCODED,
                EQUALITY,
                completion);
        return operations.map(raw, Group::byValue);
    }

    private static Result<SortedMap<String, RankSet>> byValue(Result<SortedMap<ByteString, RankSet>> raw) {
        SortedMap<String, RankSet> classes = new TreeMap<>();
        raw.value()
                .ifPresent(all -> all.forEach((value, ranks) -> {
                    if (!value.isEmpty()) {
                        classes.put(value.substring(1).toStringUtf8(), ranks);
                    }
                }));
        return new Result<>(raw.value().map(all -> classes), raw.ranks(), raw.missing());
    }

    private <I, V> Request<Result<V>> ask(
            String handler,
            byte[] payload,
            Operation.Contribution contribution,
            Reduction<I, V> reduction,
            Completion completion) {
        return operations.ask(
                members,
                operation(handler, contribution),
                payload,
                reduction,
                completion,
                reader(reduction, completion));
    }

    private <I, V> Function<WaveParts.Content, Result<V>> reader(Reduction<I, V> reduction, Completion completion) {
        return reader(operations, reduction, completion);
    }

    /** What a wave comes to; fails if the completion isn't met. */
    static <I, V> Function<WaveParts.Content, Result<V>> reader(
            GroupOperations operations, Reduction<I, V> reduction, Completion completion) {
        return wave -> {
            Map<String, RankSet> missing = operations.reasons(wave.missing());
            completion.check(wave.ranks(), missing);
            Optional<V> value =
                    wave.ranks().isEmpty() ? Optional.empty() : Optional.of(operations.decode(reduction, wave.value()));
            return new Result<>(value, wave.ranks(), missing);
        };
    }

    private static Operation.Builder operation(String handler, Operation.Contribution contribution) {
        return Operation.newBuilder().setHandler(handler).setContribution(contribution);
    }

    private static <A> Result<SortedMap<Integer, A>> decoded(
            Result<SortedMap<Integer, ByteString>> raw, Codec<A> answers) {
        SortedMap<Integer, A> byRank = new TreeMap<>();
        raw.value()
                .ifPresent(all -> all.forEach((rank, bytes) -> byRank.put(rank, answers.decode(bytes.toByteArray()))));
        return new Result<>(raw.value().map(all -> byRank), raw.ranks(), raw.missing());
    }
}
