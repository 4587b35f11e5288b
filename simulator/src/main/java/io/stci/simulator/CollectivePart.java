package io.stci.simulator;

import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.groupops.filter.Reductions;
import io.stci.session.tool.Agent;
import io.stci.session.tool.FrontEndTools;
import io.stci.session.tool.Result;
import io.stci.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Operations that agents begin: barriers, sums for all, and sums up to each rank, two of a name on their way at once. All agents
 * must be given the same n-th result.
 */
final class CollectivePart implements OperationPart {
    /** Longer than any run. */
    private static final Duration PATIENT = Duration.ofHours(2);

    private static final int AHEAD = 2;

    private final Simulation simulation;
    private final OperationChecks checks;
    private final RankSet all;
    private final int count;
    private final long paceNs;
    private final Duration hasty;
    /** Who is in the results, by name and number. */
    private final Map<Key, RankSet> held = new HashMap<>();
    /** Calls that failed, with whose they were. */
    private final Map<String, Integer> failures = new TreeMap<>();
    /** How many calls have ended. */
    private final Map<Caller, Integer> ended = new HashMap<>();

    private enum Kind {
        BARRIER,
        SUM,
        SCAN,
        /** A sum whose time is short. */
        HASTY
    }

    private record Key(Kind kind, int number) {}

    private record Caller(Kind kind, int rank) {}

    /**
     * @param count of operations of each kind
     * @param paceNs an agent lets up to so much time pass between two
     */
    CollectivePart(Simulation simulation, OperationChecks checks, int agents, int count, long paceNs) {
        this.simulation = simulation;
        this.checks = checks;
        this.all = RankSet.all(agents);
        this.count = count;
        this.paceNs = paceNs;
        this.hasty = Duration.ofNanos(paceNs);
    }

    @Override
    public void program(Agent agent) {
        for (Kind kind : Kind.values()) {
            new Calls(agent, kind).begin();
        }
    }

    /** The front-end does its part by itself. */
    @Override
    public void start(FrontEndTools tools, Transport frontEnd) {}

    @Override
    public boolean isDone() {
        return missing(checks.gone()).isEmpty();
    }

    @Override
    public List<String> violations(RankSet excused) {
        List<String> found = missing(excused);
        failures.forEach((what, rank) -> {
            if (!excused.contains(rank)) {
                found.add(what);
            }
        });
        return found;
    }

    @Override
    public String progress() {
        return "collectives: " + missing(checks.gone());
    }

    private List<String> missing(RankSet but) {
        List<String> missing = new ArrayList<>();
        all.minus(but).forEach(rank -> {
            for (Kind kind : Kind.values()) {
                int came = ended.getOrDefault(new Caller(kind, rank), 0);
                if (came < count) {
                    missing.add(came + " of " + count + " " + kind + " came to rank " + rank);
                }
            }
        });
        return missing;
    }

    private static int value(int rank, int number) {
        return (rank + 1) * 1000 + number;
    }

    private static long sum(RankSet ranks, int number) {
        long[] sum = new long[1];
        ranks.forEach(rank -> sum[0] += value(rank, number));
        return sum[0];
    }

    /** The calls of one kind at one agent. */
    private final class Calls {
        private final Agent agent;
        private final Kind kind;
        private int called;

        Calls(Agent agent, Kind kind) {
            this.agent = agent;
            this.kind = kind;
        }

        void begin() {
            for (int i = 0; i < AHEAD; i++) {
                later();
            }
        }

        private void later() {
            agent.scheduler().schedule(simulation.random().nextLong(paceNs), this::next);
        }

        private void next() {
            if (called < count) {
                int number = called++;
                call(number).stage().whenComplete((result, failure) -> over(number, result, failure));
            }
        }

        private Request<Result<Long>> call(int number) {
            int own = value(agent.rank(), number);
            return switch (kind) {
                case BARRIER -> agent.collectives().barrier("barrier", PATIENT);
                case SUM -> agent.collectives().allreduce("sum", Reductions.sumInt(), own, PATIENT);
                case SCAN -> agent.collectives().scan("scan", Reductions.sumInt(), own, PATIENT);
                case HASTY -> agent.collectives().allreduce("hasty", Reductions.sumInt(), own, hasty);
            };
        }

        private void over(int number, Result<Long> result, Throwable failure) {
            String what = kind + " " + number + " at rank " + agent.rank();
            if (failure == null) {
                check(what, number, result);
            } else if (kind != Kind.HASTY || OperationChecks.status(failure) != Status.DEADLINE_EXCEEDED) {
                failures.put(what + " failed: " + failure, agent.rank());
            }
            ended.merge(new Caller(kind, agent.rank()), 1, Integer::sum);
            later();
        }

        private void check(String what, int number, Result<Long> result) {
            if (kind == Kind.SCAN && result.ranks().isEmpty()) {
                checkNobody(what, result);
            } else {
                RankSet others = held.putIfAbsent(new Key(kind, number), result.ranks());
                if (others != null && !others.equals(result.ranks())) {
                    checks.wrong(what + ": is " + result + " where others were told of " + others);
                }
                checks.check(what, result, all, Map.of(), kind == Kind.HASTY, truth(number, result.ranks()));
            }
        }

        /** Nobody up to this rank is in the result, not even itself: it is thought to be lost. */
        private void checkNobody(String what, Result<Long> result) {
            if (result.value().isPresent()) {
                checks.wrong(what + ": is " + result);
            }
            failures.put(what + " is without its own", agent.rank());
        }

        private long truth(int number, RankSet ranks) {
            return switch (kind) {
                case BARRIER -> ranks.size();
                case SCAN -> sum(ranks.intersect(RankSet.range(0, agent.rank())), number);
                default -> sum(ranks, number);
            };
        }
    }
}
