package io.stci.simulator;

import io.stci.activemessages.Codec;
import io.stci.activemessages.message.Codecs;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.groupops.filter.Reductions;
import io.stci.session.tool.Agent;
import io.stci.session.tool.Completion;
import io.stci.session.tool.FrontEndTools;
import io.stci.session.tool.Group;
import io.stci.session.tool.Result;
import io.stci.transport.Transport;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the front-end asks groups: broadcasts, also of more than fits one message, queries, scatters, reductions, and some whose
 * deadline is too short; several on their way at once.
 */
final class GroupPart implements OperationPart {
    /** Longer than any run. */
    private static final Completion PATIENT = Completion.deadline(Duration.ofHours(2));

    private static final Codec<Integer> NUMBER = Codecs.int32();
    private static final Codec<Long> ANSWER = Codecs.int64();
    private static final int IN_FLIGHT = 6;

    private final Simulation simulation;
    private final OperationChecks checks;
    private final NumberedHandlers handlers;
    private final RankSet all;
    private final int count;
    private final long paceNs;
    private final List<Asked> asked = new ArrayList<>();
    private final Map<Asked, Throwable> withoutQuorum = new LinkedHashMap<>();
    private FrontEndTools tools;
    private int ended;

    private enum Kind {
        BROADCAST,
        QUERY,
        SCATTER,
        REDUCE,
        HASTY,
        QUORUM,
        /** The fewest: every tenth. */
        LARGE
    }

    /** @param reached to whom it must come, once */
    private record Asked(int number, Kind kind, RankSet members, RankSet reached) {
        @Override
        public String toString() {
            return "operation " + number + " (" + kind + ")";
        }

        /** What it has in common with those that must not overtake it. */
        Object order() {
            Kind same = kind == Kind.LARGE ? Kind.BROADCAST : kind;
            boolean alone = kind == Kind.HASTY || kind == Kind.QUORUM;
            return List.of(same, members, alone ? number : 0);
        }

        /** How many are enough. */
        int quorum() {
            return 1 + number % members.size();
        }

        Map<String, RankSet> declines() {
            Map<String, RankSet> declines = new TreeMap<>();
            String handler = kind == Kind.LARGE ? NumberedHandlers.LARGE : NumberedHandlers.SMALL;
            declines.put(NumberedHandlers.failure(handler), NumberedHandlers.failing(reached, number));
            declines.put("not asked", members.minus(reached));
            return declines;
        }
    }

    /**
     * @param count of operations in all
     * @param paceNs an agent takes up to so long for its answer
     */
    GroupPart(Simulation simulation, OperationChecks checks, int agents, int count, long paceNs) {
        this.simulation = simulation;
        this.checks = checks;
        this.all = RankSet.all(agents);
        this.count = count;
        this.paceNs = paceNs;
        this.handlers = new NumberedHandlers(
                simulation, checks, paceNs, number -> asked.get(number).order());
    }

    @Override
    public void program(Agent agent) {
        handlers.register(agent);
    }

    @Override
    public void start(FrontEndTools tools, Transport frontEnd) {
        this.tools = tools;
        askMore();
    }

    @Override
    public boolean isDone() {
        return ended >= count;
    }

    @Override
    public List<String> violations(RankSet excused) {
        List<String> found = new ArrayList<>();
        for (Asked operation : asked) {
            operation.reached().minus(excused).forEach(rank -> {
                if (operation.kind() != Kind.HASTY && handlers.timesCame(operation.number(), rank) != 1) {
                    found.add(operation + " did not come to rank " + rank);
                }
            });
        }
        withoutQuorum.forEach((operation, failure) -> {
            RankSet able = operation.members().minus(NumberedHandlers.failing(operation.members(), operation.number()));
            if (!able.intersects(excused) && able.size() >= operation.quorum()) {
                found.add(operation + " had no quorum though " + able + " could answer: " + failure);
            }
        });
        return found;
    }

    @Override
    public String progress() {
        return ended + " of " + count + " operations of groups";
    }

    private void askMore() {
        while (asked.size() < count && asked.size() - ended < IN_FLIGHT) {
            Asked operation = next(asked.size());
            asked.add(operation);
            ask(operation, tools.group(operation.members()));
        }
    }

    private Asked next(int number) {
        int kinds = Kind.values().length - 1;
        Kind kind = number % 10 == 5
                ? Kind.LARGE
                : Kind.values()[simulation.random().nextInt(kinds)];
        RankSet members = simulation.random().nextInt(3) == 0 ? some(all) : all;
        return new Asked(number, kind, members, kind == Kind.SCATTER ? some(members) : members);
    }

    private RankSet some(RankSet ranks) {
        RankSet.Builder some = new RankSet.Builder().add(ranks.first());
        ranks.forEach(rank -> {
            if (simulation.random().nextBoolean()) {
                some.add(rank);
            }
        });
        return some.build();
    }

    private void ask(Asked operation, Group group) {
        int number = operation.number();
        String small = NumberedHandlers.SMALL;
        switch (operation.kind()) {
            case BROADCAST ->
                settle(operation, group.broadcast(small, NUMBER, number, PATIENT), ranks -> (long) ranks.size());
            case LARGE -> settle(operation, large(group, number), ranks -> (long) ranks.size());
            case QUERY ->
                settle(operation, group.query(small, NUMBER, number, ANSWER, PATIENT), ranks -> answers(ranks, number));
            case SCATTER -> settle(operation, scatter(operation, group), ranks -> answers(ranks, number));
            case REDUCE -> settle(operation, reduce(group, number, PATIENT), ranks -> sum(ranks, number));
            case QUORUM -> settle(operation, reduce(group, number, quorum(operation)), ranks -> sum(ranks, number));
            default -> settle(operation, reduce(group, number, hasty()), ranks -> sum(ranks, number));
        }
    }

    private static Request<Result<Long>> large(Group group, int number) {
        return group.broadcast(NumberedHandlers.LARGE, Codecs.bytes(), NumberedHandlers.payload(number), PATIENT);
    }

    private static Request<Result<SortedMap<Integer, Long>>> scatter(Asked operation, Group group) {
        Map<Integer, Integer> pieces = new TreeMap<>();
        operation.reached().forEach(rank -> pieces.put(rank, operation.number()));
        return group.scatter(NumberedHandlers.SMALL, NUMBER, pieces, ANSWER, PATIENT);
    }

    private static Request<Result<BigInteger>> reduce(Group group, int number, Completion completion) {
        return group.reduce(NumberedHandlers.SMALL, NUMBER, number, Reductions.sumLong(), completion);
    }

    /** About as long as agents take. */
    private Completion hasty() {
        return Completion.deadline(Duration.ofNanos(1 + simulation.random().nextLong(2 * paceNs)));
    }

    /** Patient enough for any repair. */
    private static Completion quorum(Asked operation) {
        return Completion.quorum(operation.quorum()).within(Duration.ofMinutes(4));
    }

    private <V> void settle(Asked operation, Request<Result<V>> request, Function<RankSet, V> truth) {
        request.stage().whenComplete((result, failure) -> {
            boolean hasty = operation.kind() == Kind.HASTY;
            boolean isQuorum = operation.kind() == Kind.QUORUM;
            if (failure == null) {
                V expected = truth.apply(result.ranks());
                checks.check(
                        operation.toString(),
                        result,
                        operation.members(),
                        operation.declines(),
                        hasty || isQuorum,
                        expected);
            } else if (isQuorum && OperationChecks.status(failure) == Status.UNAVAILABLE) {
                withoutQuorum.put(operation, failure);
            } else if (!(hasty && OperationChecks.status(failure) == Status.DEADLINE_EXCEEDED)) {
                checks.wrong(operation + " failed: " + failure);
            }
            ended++;
            askMore();
        });
    }

    private static SortedMap<Integer, Long> answers(RankSet ranks, int number) {
        SortedMap<Integer, Long> answers = new TreeMap<>();
        ranks.forEach(rank -> answers.put(rank, NumberedHandlers.answer(rank, number)));
        return answers;
    }

    private static BigInteger sum(RankSet ranks, int number) {
        return answers(ranks, number).values().stream()
                .map(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
