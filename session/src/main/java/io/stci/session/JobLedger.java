package io.stci.session;

import io.stci.core.RankSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the ranks of a job have reported. Threads: safe to share. */
final class JobLedger {
    private final RankSet ranks;
    private final Map<Outcome, RankSet> outcomes = new LinkedHashMap<>();
    private final Map<StatusLine.Held, RankSet> held = new LinkedHashMap<>();
    private final Map<String, RankSet> lost = new LinkedHashMap<>();
    private RankSet cutOff = RankSet.empty();
    private RankSet ended = RankSet.empty();
    private RankSet unfinished = RankSet.empty();

    JobLedger(RankSet ranks) {
        this.ranks = ranks;
    }

    synchronized void report(RankSet from, StatusLine line) {
        if (line instanceof StatusLine.Held output) {
            held.merge(output, from, RankSet::union);
        } else if (line instanceof StatusLine.Ended end) {
            RankSet fresh = from.minus(ended);
            ended = ended.union(from);
            RankSet counted = fresh.minus(unfinished);
            if (!counted.isEmpty()) {
                outcomes.merge(end.outcome(), counted, RankSet::union);
            }
        }
    }

    /** Of these, output may be missing: they are lost, whatever they have reported. */
    synchronized void cutOff(RankSet ranks) {
        cutOff = cutOff.union(ranks);
    }

    /** From now on, what still runs counts as unfinished, however it ends. */
    synchronized void stop() {
        unfinished = unfinished.union(running());
    }

    synchronized RankSet running() {
        return ranks.minus(ended);
    }

    /** Distinct outputs that agents hold, with the ranks that hold each. */
    synchronized Map<StatusLine.Held, RankSet> held() {
        return new LinkedHashMap<>(held);
    }

    /** No rank is left that could send the rest of an output that these held. */
    synchronized void outputLost(RankSet group, StatusLine.Held output, long bytesCame) {
        String which = output.stderr() ? "standard error" : "standard output";
        String reason = "their " + which + " went with them, " + bytesCame + " of " + output.bytes() + " bytes came";
        lost.merge(reason, group, RankSet::union);
    }

    synchronized ExecResult result(TreeWatch tree) {
        RankSet silent = running().union(cutOff).minus(unfinished);
        Map<String, RankSet> reasons = tree.explain(silent);
        lost.forEach((reason, group) -> reasons.merge(reason, group, RankSet::union));
        RankSet allLost = RankSet.union(reasons.values());
        Map<Outcome, RankSet> complete = new LinkedHashMap<>();
        outcomes.forEach((outcome, from) -> {
            RankSet whole = from.minus(allLost);
            if (!whole.isEmpty()) {
                complete.put(outcome, whole);
            }
        });
        return new ExecResult(complete, reasons, unfinished.minus(allLost));
    }
}
