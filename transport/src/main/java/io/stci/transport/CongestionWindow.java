package io.stci.transport;

/**
 * How many datagrams may be on their way: twice as many each round trip until one is lost, then one more each round trip
 * (slow start and AIMD, as TCP Reno), and half as many for each round trip with a loss.
 */
final class CongestionWindow {
    private static final int INITIAL = 10;
    /** Enough for the receiver to see a gap when one of them is lost. */
    private static final int LEAST = 4;

    private final int most;
    private double size = INITIAL;
    private double threshold = Double.MAX_VALUE;
    private long recoveredAt;

    CongestionWindow(int most) {
        this.most = most;
    }

    int size() {
        return (int) size;
    }

    /** So many more have arrived. */
    void acked(int count) {
        double growth = size < threshold ? count : count / size;
        size = Math.min(most, size + growth);
    }

    /**
     * One was lost. What was sent before the window was reduced doesn't count again.
     *
     * @param number the one that is missing
     * @param lastSent the last sent so far
     */
    void lost(long number, long lastSent) {
        if (number > recoveredAt) {
            recoveredAt = lastSent;
            reduce(size / 2);
        }
    }

    /** Nothing has arrived for a whole timeout. */
    void timedOut(long lastSent) {
        recoveredAt = lastSent;
        threshold = Math.max(LEAST, size / 2);
        size = LEAST;
    }

    private void reduce(double to) {
        size = Math.max(LEAST, to);
        threshold = size;
    }
}
