package io.stci.session.tool;

import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.NumberType;
import io.stci.groupops.filter.Reduction;
import io.stci.groupops.filter.Reductions;
import io.stci.wire.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The reduction of long arrays at the front-end: asks for their length, which has the agents keep them; then for all chunks, as
 * many at once as there is room for; and joins what these come to.
 *
 * <p>A result holds the same ranks at every place: if one is lost on the way, the chunks that hold it are asked for again.
 * Confined to the front-end's thread.
 */
final class VectorOperation<A, C, V> {
    static final int CHUNK_ELEMENTS = 16 << 10;
    private static final int MAX_ROUNDS = 4;

    private final GroupOperations operations;
    private final RankSet members;
    private final Operation.Builder head;
    private final VectorReduction<A, C, V> vector;
    private final Completion completion;
    private final CompletableFuture<Result<V>> result = new CompletableFuture<>();
    private final List<Result<C>> chunks = new ArrayList<>();
    private int length;
    private int awaited;
    private int rounds;

    /** @param head names the handler, and a number that no other such operation of the session has */
    VectorOperation(
            GroupOperations operations,
            RankSet members,
            Operation.Builder head,
            VectorReduction<A, C, V> vector,
            Completion completion) {
        this.operations = operations;
        this.members = members;
        this.head = head;
        this.vector = vector;
        this.completion = completion;
    }

    CompletableFuture<Result<V>> result() {
        return result;
    }

    void start(byte[] payload, Scheduler scheduler) {
        Scheduler.Timer deadline = scheduler.schedule(
                completion.deadlineNs(),
                () -> fail(new StciException(
                        Status.DEADLINE_EXCEEDED, "vector operation", "was not over by its deadline", "")));
        result.whenComplete((value, failure) -> {
            deadline.cancel();
            drop();
        });
        Operation.Builder first = head.clone().setContribution(Operation.Contribution.LENGTH);
        ask(first, payload, Reductions.max(NumberType.LONG), this::begin);
    }

    void fail(Throwable why) {
        result.completeExceptionally(why);
    }

    private void begin(Result<Long> lengths) {
        if (lengths.value().isEmpty()) {
            end(lengths.ranks(), lengths.missing());
            return;
        }
        length = Math.toIntExact(lengths.value().get());
        int count = Math.max(1, (length + CHUNK_ELEMENTS - 1) / CHUNK_ELEMENTS);
        for (int i = 0; i < count; i++) {
            chunks.add(null);
        }
        askAgain();
    }

    /** Asks for the chunks that are not there. */
    private void askAgain() {
        rounds++;
        for (int i = 0; i < chunks.size(); i++) {
            if (chunks.get(i) == null) {
                awaited++;
            }
        }
        for (int i = 0; i < chunks.size(); i++) {
            if (chunks.get(i) == null) {
                askFor(i);
            }
        }
    }

    private void askFor(int index) {
        Operation.Builder slice = head.clone()
                .setContribution(Operation.Contribution.SLICE)
                .setFromElement(index * CHUNK_ELEMENTS)
                .setToElement(Math.min(length, (index + 1) * CHUNK_ELEMENTS));
        ask(slice, new byte[0], vector.reduction(), chunk -> {
            chunks.set(index, chunk);
            awaited--;
            if (awaited == 0 && !result.isDone()) {
                join();
            }
        });
    }

    private void join() {
        RankSet held =
                chunks.stream().map(Result::ranks).reduce(RankSet::intersect).orElseThrow();
        Result<C> fewest = chunks.stream()
                .min(Comparator.comparingInt(chunk -> chunk.ranks().size()))
                .orElseThrow();
        chunks.replaceAll(chunk -> chunk.ranks().equals(held) ? chunk : null);
        if (!chunks.contains(null)) {
            end(held, fewest.missing());
        } else if (rounds < MAX_ROUNDS && !held.isEmpty()) {
            askAgain();
        } else {
            fail(new StciException(
                    Status.UNAVAILABLE,
                    "vector operation",
                    "has parts that hold different ranks; missing from one: " + Result.describe(fewest.missing()),
                    ""));
        }
    }

    private void end(RankSet held, Map<String, RankSet> missing) {
        try {
            completion.check(held, missing);
            Optional<V> value = held.isEmpty()
                    ? Optional.empty()
                    : Optional.of(vector.join()
                            .apply(chunks.stream()
                                    .map(chunk -> chunk.value().orElseThrow())
                                    .toList()));
            result.complete(new Result<>(value, held, missing));
        } catch (RuntimeException failure) {
            fail(failure);
        }
    }

    private void drop() {
        Operation.Builder drop = head.clone().setContribution(Operation.Contribution.DROP);
        ask(drop, new byte[0], Reductions.count(), dropped -> {});
    }

    private <R> void ask(
            Operation.Builder operation, byte[] payload, Reduction<?, R> reduction, Consumer<Result<R>> then) {
        Completion whatComes = Completion.deadline(completion.deadline());
        operations
                .ask(members, operation, payload, reduction, whatComes, Group.reader(operations, reduction, whatComes))
                .stage()
                .whenComplete((part, failure) -> {
                    if (failure != null) {
                        fail(failure);
                    } else if (!result.isDone() || operation.getContribution() == Operation.Contribution.DROP) {
                        then.accept(part);
                    }
                });
    }
}
