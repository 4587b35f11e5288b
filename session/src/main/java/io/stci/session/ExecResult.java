package io.stci.session;

import io.stci.core.RankSet;
import java.util.Map;

/**
 * How a job ended: each of its ranks is in exactly one of the three.
 *
 * @param outcomes the ranks of each distinct outcome
 * @param lost ranks whose agent or path went away before they reported, by reason
 * @param unfinished ranks that had not ended when the job was ended from above (time-out, interrupt)
 */
public record ExecResult(Map<Outcome, RankSet> outcomes, Map<String, RankSet> lost, RankSet unfinished) {
    public ExecResult {
        outcomes = Map.copyOf(outcomes);
        lost = Map.copyOf(lost);
    }
}
