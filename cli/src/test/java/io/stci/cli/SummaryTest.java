package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.core.RankSet;
import io.stci.session.ExecResult;
import io.stci.session.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final RankSet NONE = RankSet.empty();

    @Test
    void successHasNothingToSay() {
        Summary summary = of(Map.of(Outcome.exited(0), RankSet.all(4)), Map.of(), NONE, null);
        assertEquals(List.of(), summary.lines(""));
        assertEquals(0, summary.exitStatus());
    }

    @Test
    void everyKindOfFailureHasItsLineAndTheHighestStatusCounts() {
        Map<Outcome, RankSet> outcomes = Map.of(
                Outcome.exited(0), RankSet.of(0),
                Outcome.exited(3), RankSet.of(4, 9),
                Outcome.exited(1), RankSet.of(5),
                Outcome.signalled(9), RankSet.of(7),
                Outcome.notFound(), RankSet.of(1),
                Outcome.notExecutable(), RankSet.of(2),
                Outcome.failed("no memory"), RankSet.of(3));
        Summary summary = of(outcomes, Map.of(), NONE, null);
        assertEquals(
                List.of(
                        "exit 1: [5]",
                        "exit 3: [4,9]",
                        "killed by SIGKILL: [7]",
                        "not found: [1] (prog)",
                        "not executable: [2] (prog)",
                        "failed: [3] no memory"),
                summary.lines(""));
        assertEquals(137, summary.exitStatus());
    }

    @Test
    void lostRanksMakeStciFail() {
        Map<String, RankSet> lost = Map.of("process 12 died", RankSet.range(4, 7), "link closed", RankSet.of(1));
        Summary summary = of(Map.of(Outcome.exited(200), RankSet.of(0)), lost, NONE, null);
        assertEquals(
                List.of("exit 200: [0]", "lost: [1] link closed", "lost: [4-7] process 12 died"), summary.lines(""));
        assertEquals(ExitStatus.STCI_FAILED, summary.exitStatus());
    }

    @Test
    void aTimeOutOutranksLostRanksButNotAFinishedJob() {
        Map<String, RankSet> lost = Map.of("link closed", RankSet.of(1));
        assertEquals(
                ExitStatus.TIME_OUT,
                of(Map.of(), lost, RankSet.of(0), timeOut()).exitStatus());
        assertEquals(
                5,
                of(Map.of(Outcome.exited(5), RankSet.of(0)), Map.of(), NONE, timeOut())
                        .exitStatus());
        assertEquals(
                List.of("not finished: [0-3] (after 30s)"),
                of(Map.of(), Map.of(), RankSet.all(4), timeOut()).lines("30s"));
    }

    @Test
    void anInterruptCountsEvenIfTheCommandsEnded() {
        Ending.Cause signal = new Ending.Cause(Ending.Kind.SIGNAL, 1, "");
        assertEquals(
                129,
                of(Map.of(Outcome.exited(0), RankSet.of(0)), Map.of(), NONE, signal)
                        .exitStatus());
    }

    private static Ending.Cause timeOut() {
        return new Ending.Cause(Ending.Kind.TIME_OUT, 0, "");
    }

    private static Summary of(
            Map<Outcome, RankSet> outcomes, Map<String, RankSet> lost, RankSet unfinished, Ending.Cause cause) {
        return new Summary(new ExecResult(outcomes, lost, unfinished), cause, "prog", false);
    }
}
