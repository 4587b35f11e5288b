package io.stci.groupops;

/** How often and for how long somebody has held somebody else up. Confined to the node's thread. */
final class HoldUp {
    private static final long NEVER = Long.MIN_VALUE;

    private long count;
    private long totalNs;
    private long sinceNs = NEVER;

    boolean isOn() {
        return sinceNs != NEVER;
    }

    void begin(long nowNs) {
        if (!isOn()) {
            count++;
            sinceNs = nowNs;
        }
    }

    void end(long nowNs) {
        if (isOn()) {
            totalNs += nowNs - sinceNs;
            sinceNs = NEVER;
        }
    }

    long count() {
        return count;
    }

    /** The present one included. */
    long totalNs(long nowNs) {
        return totalNs + (isOn() ? nowNs - sinceNs : 0);
    }
}
