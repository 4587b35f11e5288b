package io.stci.groupops.filter;

import com.datadoghq.sketch.ddsketch.DDSketch;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.NumericSummary;

/**
 * One number over many ranks: sum, least and greatest with the lowest rank that holds each, and a DDSketch (Masson, Rim,
 * Lee: VLDB 2019) for quantiles within 1% of a value that was there. Merging gives the same result in any order, but for
 * the rounding of the sum. Confined to one thread.
 */
public final class NumericSummaryValue {
    /** Bounds what is added, so that sums stay finite. */
    static final double MAX_MAGNITUDE = 1e300;

    private final String name;
    private String unit;
    private final DDSketch sketch;
    private double sum;
    private double min;
    private int minRank;
    private double max;
    private int maxRank;

    private NumericSummaryValue(
            String name, String unit, double sum, double min, int minRank, double max, int maxRank, DDSketch sketch) {
        this.name = name;
        this.unit = unit;
        this.sum = sum;
        this.min = min;
        this.minRank = minRank;
        this.max = max;
        this.maxRank = maxRank;
        this.sketch = sketch;
    }

    static NumericSummaryValue of(String name, String unit, int rank, double value) {
        DDSketch sketch = SketchCodec.empty();
        sketch.accept(value);
        return new NumericSummaryValue(name, unit, value, value, rank, value, rank, sketch);
    }

    /** What the number is called. */
    public String name() {
        return name;
    }

    /** What it is measured in, as the ranks said; if they differ, the first in alphabetical order. */
    public String unit() {
        return unit;
    }

    /** How many ranks have it; at least 1. */
    public long count() {
        return Math.round(sketch.getCount());
    }

    /** The sum of all ranks', by plain additions. */
    public double sum() {
        return sum;
    }

    /** The least, exactly. */
    public double min() {
        return min;
    }

    /** The lowest rank that holds the least. */
    public int minRank() {
        return minRank;
    }

    /** The greatest, exactly. */
    public double max() {
        return max;
    }

    /** The lowest rank that holds the greatest. */
    public int maxRank() {
        return maxRank;
    }

    /**
     * The value below which this fraction of the values lies, within 1%; exact at 0 and 1.
     *
     * @throws StciException INVALID_ARGUMENT unless the fraction is between 0 and 1
     */
    public double quantile(double fraction) {
        return new Quantiles(sketch, min, max).quantile(fraction);
    }

    NumericSummaryValue merge(NumericSummaryValue other) {
        sum += other.sum;
        if (other.min < min || (other.min == min && other.minRank < minRank)) {
            min = other.min;
            minRank = other.minRank;
        }
        if (other.max > max || (other.max == max && other.maxRank < maxRank)) {
            max = other.max;
            maxRank = other.maxRank;
        }
        unit = other.unit.compareTo(unit) < 0 ? other.unit : unit;
        sketch.mergeWith(other.sketch);
        return this;
    }

    NumericSummary.Metric toWire() {
        return NumericSummary.Metric.newBuilder()
                .setName(name)
                .setUnit(unit)
                .setSum(sum)
                .setMin(min)
                .setMinRank(minRank)
                .setMax(max)
                .setMaxRank(maxRank)
                .setSketch(SketchCodec.encode(name, sketch))
                .build();
    }

    /** @throws StciException PROTOCOL_ERROR if it can't have been made of finite numbers of ranks */
    static NumericSummaryValue ofWire(NumericSummary.Metric metric) {
        NumericSummaryValue value = new NumericSummaryValue(
                metric.getName(),
                metric.getUnit(),
                metric.getSum(),
                metric.getMin(),
                metric.getMinRank(),
                metric.getMax(),
                metric.getMaxRank(),
                SketchCodec.decode(metric.getName(), metric.getSketch()));
        value.check();
        return value;
    }

    private void check() {
        boolean ranked = Integer.compareUnsigned(minRank, RankSet.MAX_RANKS) < 0
                && Integer.compareUnsigned(maxRank, RankSet.MAX_RANKS) < 0;
        boolean ordered = min >= -MAX_MAGNITUDE && min <= max && max <= MAX_MAGNITUDE;
        if (!ranked || !ordered || !Double.isFinite(sum)) {
            throw new StciException(Status.PROTOCOL_ERROR, "summary of '" + name + "'", "holds impossible numbers", "");
        }
    }
}
