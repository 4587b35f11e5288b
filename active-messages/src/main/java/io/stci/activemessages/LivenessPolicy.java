package io.stci.activemessages;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.concurrent.TimeUnit;

/**
 * When a silent peer is thought to be gone. Silence is looked at with each heartbeat, so each may take one longer.
 *
 * @param heartbeatNs nanoseconds between heartbeats; any other frame counts as one
 * @param torpidNs silent for so long, a peer is torpid: still linked, and named to whoever asks
 * @param suspectNs silent for so long, it is suspect: it is asked for an answer
 * @param downNs silent for so long, the question included, it is down: its link is closed, and its place is taken by others
 * @param recovery how long the tree waits then
 */
public record LivenessPolicy(long heartbeatNs, long torpidNs, long suspectNs, long downNs, RecoveryPolicy recovery) {
    /** @throws StciException INVALID_ARGUMENT unless 0 &lt; heartbeat &le; torpid &le; suspect &lt; down */
    public LivenessPolicy {
        if (heartbeatNs <= 0 || torpidNs < heartbeatNs || suspectNs < torpidNs || downNs <= suspectNs) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "liveness deadlines",
                    heartbeatNs + ", " + torpidNs + ", " + suspectNs + ", " + downNs + " ns don't rise",
                    "give heartbeat, torpid, suspect and down in rising order");
        }
    }

    /** With the recovery that fits. */
    public LivenessPolicy(long heartbeatNs, long torpidNs, long suspectNs, long downNs) {
        this(heartbeatNs, torpidNs, suspectNs, downNs, RecoveryPolicy.forSilenceOf(downNs));
    }

    /** A heartbeat each half second, torpid after 2 s, suspect after 5 s, down after 10 s. */
    public static LivenessPolicy standard() {
        return downAfter(TimeUnit.SECONDS.toNanos(10));
    }

    /** The others in the same proportion to another deadline, at least 200 ms. */
    public static LivenessPolicy downAfter(long downNs) {
        return new LivenessPolicy(downNs / 20, downNs / 5, downNs / 2, downNs);
    }
}
