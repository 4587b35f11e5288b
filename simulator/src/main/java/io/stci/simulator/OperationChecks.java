package io.stci.simulator;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.session.tool.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

/** What the results of all operations of a run must be like, and who is known to be gone. Confined to the simulation's thread. */
final class OperationChecks {
    private static final int MAX_SAID = 50;

    private final Simulation simulation;
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, RankSet> missedBy = new TreeMap<>();
    private RankSet gone = RankSet.empty();

    OperationChecks(Simulation simulation) {
        this.simulation = simulation;
    }

    void wrong(String what) {
        if (wrong.size() < MAX_SAID) {
            wrong.add(what);
        }
    }

    /** Ranks that some result has missed for good. */
    RankSet gone() {
        return gone;
    }

    /**
     * Checks that a result names each member exactly once, that reasons are as they may be, and what it comes to.
     *
     * @param declines reasons that operations give themselves, with the ranks that have them
     * @param mayBeLate true if the deadline is shorter than a repair takes: who is missing then is so as "late", or for what
     *     has cut it off when time is up
     * @param truth what those held come to; ignored if nobody is held
     */
    <V> void check(
            String what, Result<V> result, RankSet members, Map<String, RankSet> declines, boolean mayBeLate, V truth) {
        int named = result.ranks().size()
                + result.missing().values().stream().mapToInt(RankSet::size).sum();
        if (named != members.size()
                || !result.ranks().union(result.missingRanks()).equals(members)) {
            wrong(what + ": of the ranks " + members + " the result names " + result);
        }
        boolean empty = result.ranks().isEmpty();
        if (empty != result.value().isEmpty()
                || (!empty && !Objects.equals(result.value().get(), truth))) {
            wrong(what + ": is " + result + " instead of " + truth);
        }
        result.missing().forEach((reason, ranks) -> checkMissing(what, reason, ranks, declines, mayBeLate));
        declines.forEach((reason, ranks) -> {
            if (result.ranks().intersects(ranks)) {
                wrong(what + ": holds " + result.ranks() + " though " + ranks + " said " + reason);
            }
        });
    }

    private void checkMissing(
            String what, String reason, RankSet ranks, Map<String, RankSet> declines, boolean mayBeLate) {
        if (declines.containsKey(reason)) {
            if (!declines.get(reason).containsAll(ranks)) {
                wrong(what + ": ranks " + ranks + " are missing because they " + reason);
            }
        } else if (!mayBeLate) {
            simulation.say(what + " misses " + ranks + ": " + reason);
            missedBy.merge(what + ": " + reason, ranks, RankSet::union);
            gone = gone.union(ranks);
        }
    }

    /** Of what a request failed with. */
    static Status status(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof StciException known ? known.status() : Status.INTERNAL;
    }

    List<String> violations(RankSet excused) {
        List<String> found = new ArrayList<>(wrong);
        Set<Map.Entry<String, RankSet>> all = missedBy.entrySet();
        all.stream()
                .filter(entry -> !excused.containsAll(entry.getValue()))
                .limit(MAX_SAID)
                .forEach(entry -> found.add("ranks " + entry.getValue().minus(excused)
                        + " were missing though their agents lived: " + entry.getKey()));
        return found;
    }
}
