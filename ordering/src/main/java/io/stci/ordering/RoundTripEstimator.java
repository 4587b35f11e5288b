package io.stci.ordering;

/**
 * Smoothed round trip, its variation and the timeout that follows from them, as RFC 6298 has it. A timeout that backed
 * off stays so until the next sample. Samples must be unambiguous (Karn): never of a message sent twice.
 */
final class RoundTripEstimator {
    private final RetransmitPolicy policy;
    private boolean sampled;
    private long smoothedNs;
    private long variationNs;
    private long timeoutNs;

    RoundTripEstimator(RetransmitPolicy policy) {
        this.policy = policy;
        this.smoothedNs = policy.initialNs();
        this.timeoutNs = policy.initialNs();
    }

    /** The best guess of a round trip; the initial timeout before any sample. */
    long roundTripNs() {
        return smoothedNs;
    }

    long timeoutNs() {
        return timeoutNs;
    }

    void sample(long roundTripNs) {
        if (sampled) {
            variationNs += (Math.abs(smoothedNs - roundTripNs) - variationNs) / 4;
            smoothedNs += (roundTripNs - smoothedNs) / 8;
        } else {
            sampled = true;
            smoothedNs = roundTripNs;
            variationNs = roundTripNs / 2;
        }
        timeoutNs = Math.max(policy.minNs(), Math.min(policy.maxNs(), smoothedNs + 4 * variationNs));
    }

    void backOff() {
        timeoutNs = timeoutNs > policy.maxNs() / 2 ? policy.maxNs() : timeoutNs * 2;
    }
}
