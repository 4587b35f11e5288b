package io.stci.groupops;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;
import com.google.protobuf.ByteString;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.NumericSummary;
import java.io.IOException;

/**
 * One number over many ranks: sum, least and greatest with the lowest rank that holds each, and a DDSketch (Masson, Rim,
 * Lee: VLDB 2019) for quantiles within 1% of a value that was there. Merging gives the same result in any order, but for
 * the rounding of the sum. Confined to one thread.
 */
public final class NumericSummaryValue {
    private static final double ACCURACY = 0.01;
    private static final int MAX_BINS = 2048;

    private final String name;
    private final String unit;
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
        DDSketch sketch = DDSketches.logarithmicCollapsingLowestDense(ACCURACY, MAX_BINS);
        sketch.accept(value);
        return new NumericSummaryValue(name, unit, value, value, rank, value, rank, sketch);
    }

    public String name() {
        return name;
    }

    public String unit() {
        return unit;
    }

    public long count() {
        return Math.round(sketch.getCount());
    }

    public double sum() {
        return sum;
    }

    public double min() {
        return min;
    }

    public int minRank() {
        return minRank;
    }

    public double max() {
        return max;
    }

    public int maxRank() {
        return maxRank;
    }

    /** @param fraction between 0 and 1 */
    public double quantile(double fraction) {
        double estimate = sketch.getValueAtQuantile(fraction);
        return Math.max(min, Math.min(max, estimate));
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
        sketch.mergeWith(other.sketch);
        return this;
    }

    NumericSummary.Metric toWire() {
        GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            sketch.encode(out, false);
        } catch (IOException e) {
            throw new StciException(Status.INTERNAL, "sketch of " + name, "can't be encoded: " + e.getMessage(), "", e);
        }
        return NumericSummary.Metric.newBuilder()
                .setName(name)
                .setUnit(unit)
                .setSum(sum)
                .setMin(min)
                .setMinRank(minRank)
                .setMax(max)
                .setMaxRank(maxRank)
                .setSketch(ByteString.copyFrom(out.backingArray(), 0, out.numWrittenBytes()))
                .build();
    }

    static NumericSummaryValue ofWire(NumericSummary.Metric metric) {
        return new NumericSummaryValue(
                metric.getName(),
                metric.getUnit(),
                metric.getSum(),
                metric.getMin(),
                metric.getMinRank(),
                metric.getMax(),
                metric.getMaxRank(),
                decodeSketch(metric));
    }

    private static DDSketch decodeSketch(NumericSummary.Metric metric) {
        try {
            ByteArrayInput in = ByteArrayInput.wrap(metric.getSketch().toByteArray());
            DDSketch empty = DDSketches.logarithmicCollapsingLowestDense(ACCURACY, MAX_BINS);
            return DDSketch.decode(in, () -> new CollapsingLowestDenseStore(MAX_BINS), empty.getIndexMapping());
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new StciException(
                    Status.PROTOCOL_ERROR, "sketch of " + metric.getName(), "can't be read: " + e.getMessage(), "", e);
        }
    }
}
