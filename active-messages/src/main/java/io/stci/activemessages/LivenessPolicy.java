package io.stci.activemessages;

import java.util.concurrent.TimeUnit;

/**
 * When a silent peer is thought to be gone.
 *
 * @param heartbeatNs nanoseconds between heartbeats; any other frame counts as one
 * @param torpidNs silent for so long, a peer is torpid: still linked, and named to whoever asks
 * @param downNs silent for so long, it is down: its link is closed, and its place is taken by others
 */
public record LivenessPolicy(long heartbeatNs, long torpidNs, long downNs) {
    /** A heartbeat each half second, torpid after 2 s, down after 10 s. */
    public static LivenessPolicy standard() {
        return downAfter(TimeUnit.SECONDS.toNanos(10));
    }

    /** Heartbeats and torpor in the same proportion to another deadline, at least 200 ms. */
    public static LivenessPolicy downAfter(long downNs) {
        return new LivenessPolicy(downNs / 20, downNs / 5, downNs);
    }
}
