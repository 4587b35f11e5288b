package io.stci.activemessages;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.concurrent.TimeUnit;

/**
 * How long a tree waits while it heals.
 *
 * @param answerNs an ancestor that doesn't answer an orphan for so long is passed over
 * @param lastAnswerNs the front-end has so long, for many may come at once
 * @param pauseNs between two tries of the front-end
 * @param searchNs an agent looks for a parent for so long; a junction asks each ancestor once, for those below it must have
 *     time to look for themselves
 * @param agentPlaceNs the place of an agent that lost its link is kept for so long
 * @param junctionPlaceNs the place of a junction, for itself or for those below it, who may have to notice first that their
 *     own parents are silent; counted anew whenever one of them comes
 */
public record RecoveryPolicy(
        long answerNs, long lastAnswerNs, long pauseNs, long searchNs, long agentPlaceNs, long junctionPlaceNs) {
    private static final long MIN_ANSWER_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long MIN_PLACE_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);

    /** @throws StciException INVALID_ARGUMENT if one isn't positive */
    public RecoveryPolicy {
        if (Math.min(Math.min(answerNs, lastAnswerNs), Math.min(pauseNs, searchNs)) <= 0
                || Math.min(agentPlaceNs, junctionPlaceNs) <= 0) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "recovery deadlines", "are not all above zero", "give positive times");
        }
    }

    /**
     * What fits a tree where silence counts as death after so long: with 10 s, ancestors have 2 s to answer and the front-end 4 s,
     * agents look and are waited for 10 s, junctions' places are kept for 26 s: those below may notice 10 s after the lost node's other
     * children that their own parent is stopped too, and then ask both in vain.
     */
    public static RecoveryPolicy forSilenceOf(long downNs) {
        long answerNs = Math.max(MIN_ANSWER_NS, downNs / 5);
        long placeNs = Math.max(MIN_PLACE_NS, downNs);
        return new RecoveryPolicy(answerNs, 2 * answerNs, PAUSE_NS, placeNs, placeNs, placeNs + downNs + 3 * answerNs);
    }
}
