package io.stci.groupops.filter;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;

/**
 * About how many different things there are, by an UltraLogLog (O. Ertl: UltraLogLog, A Practical and More Space-Efficient
 * Alternative to HyperLogLog for Approximate Distinct Counting, VLDB 2024). Confined to one thread.
 */
public final class DistinctCount {
    /** For a state of one byte, by the same paper. */
    private static final double ERROR_OF_ONE = 0.785;

    private final UltraLogLog sketch;

    DistinctCount(UltraLogLog sketch) {
        this.sketch = sketch;
    }

    /** About how many there are; see {@link #standardError}. */
    public double estimate() {
        return sketch.getDistinctCountEstimate();
    }

    /**
     * The standard deviation of the estimate, as a fraction of the count, where that is larger than the state; less where it is
     * smaller. Two estimates of three are within one of it, 99.7% within three.
     */
    public double standardError() {
        return ERROR_OF_ONE / Math.sqrt(sketch.getState().length);
    }

    UltraLogLog sketch() {
        return sketch;
    }
}
