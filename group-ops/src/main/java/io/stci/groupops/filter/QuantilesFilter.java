package io.stci.groupops.filter;

import com.google.protobuf.UnsafeByteOperations;
import io.stci.transport.Frames;
import io.stci.wire.SketchSummary;

/**
 * Quantiles of one number a rank; {@code stci.SketchSummary}, a few hundred bytes and at most 64 KiB. Associative and
 * commutative; not idempotent.
 */
final class QuantilesFilter implements Filter<Double, Quantiles> {
    private static final String NAME = "quantiles";

    /** @throws io.stci.core.StciException INVALID_ARGUMENT if the number is NaN, or beyond 1e300 either way */
    @Override
    public Quantiles lift(int rank, Double contribution) {
        if (!(Math.abs(contribution) <= NumericSummaryValue.MAX_MAGNITUDE)) {
            throw Refusals.invalid("rank " + rank, "has " + contribution + " for quantiles", "leave it out");
        }
        // Minus zero lies where zero does.
        return Quantiles.of(contribution + 0.0);
    }

    @Override
    public Quantiles merge(Quantiles left, Quantiles right) {
        left.add(right);
        return left;
    }

    @Override
    public byte[] encode(Quantiles value) {
        return SketchSummary.newBuilder()
                .setMin(value.min())
                .setMax(value.max())
                .setSketch(SketchCodec.encode(NAME, value.sketch()))
                .build()
                .toByteArray();
    }

    @Override
    public Quantiles decode(byte[] encoded) {
        SketchSummary message = Frames.parse(UnsafeByteOperations.unsafeWrap(encoded), SketchSummary.parser());
        double min = message.getMin();
        double max = message.getMax();
        double bound = NumericSummaryValue.MAX_MAGNITUDE;
        if (!(min >= -bound && min <= max && max <= bound)) {
            throw Refusals.malformed(NAME, "lies between " + min + " and " + max);
        }
        return new Quantiles(SketchCodec.decode(NAME, message.getSketch()), min, max);
    }
}
