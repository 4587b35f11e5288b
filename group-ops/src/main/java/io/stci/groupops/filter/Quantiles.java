package io.stci.groupops.filter;

import com.datadoghq.sketch.ddsketch.DDSketch;

/**
 * Quantiles of one number of each of many ranks, within 1% of a number that was there, by a DDSketch (Masson, Rim, Lee: VLDB
 * 2019). Confined to one thread.
 */
public final class Quantiles {
    private final DDSketch sketch;
    private double min;
    private double max;

    Quantiles(DDSketch sketch, double min, double max) {
        this.sketch = sketch;
        this.min = min;
        this.max = max;
    }

    static Quantiles of(double number) {
        DDSketch sketch = SketchCodec.empty();
        sketch.accept(number);
        return new Quantiles(sketch, number, number);
    }

    /** How many ranks' numbers these are; at least 1. */
    public long count() {
        return Math.round(sketch.getCount());
    }

    /** The least number, exactly. */
    public double min() {
        return min;
    }

    /** The greatest number, exactly. */
    public double max() {
        return max;
    }

    /**
     * The number below which this fraction of the numbers lies, within 1%; exact at 0 and 1. Where numbers of one sign span
     * more than 17 orders of magnitude, those nearest to zero are less exact.
     *
     * @throws io.stci.core.StciException INVALID_ARGUMENT unless the fraction is between 0 and 1
     */
    public double quantile(double fraction) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw Refusals.invalid("fraction " + fraction, "is not between 0 and 1", "ask for 0.5, say");
        }
        if (fraction == 0 || fraction == 1) {
            return fraction == 0 ? min : max;
        }
        double estimate = sketch.getValueAtQuantile(fraction);
        return Math.max(min, Math.min(max, estimate));
    }

    DDSketch sketch() {
        return sketch;
    }

    void add(Quantiles other) {
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        sketch.mergeWith(other.sketch);
    }
}
