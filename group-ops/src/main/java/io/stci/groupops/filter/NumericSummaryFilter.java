package io.stci.groupops.filter;

import com.google.protobuf.ByteString;
import io.stci.transport.Frames;
import io.stci.wire.NumericSummary;

/** Sum, min, max and quantiles of named numbers. Associative and commutative; not idempotent. */
final class NumericSummaryFilter implements Filter<NumericSummaries, NumericSummaries> {
    @Override
    public NumericSummaries lift(int rank, NumericSummaries contribution) {
        return contribution;
    }

    @Override
    public NumericSummaries decode(byte[] encoded) {
        NumericSummary message = Frames.parse(ByteString.copyFrom(encoded), NumericSummary.parser());
        NumericSummaries summaries = new NumericSummaries();
        message.getMetricsList().forEach(metric -> summaries.add(NumericSummaryValue.ofWire(metric)));
        return summaries;
    }

    @Override
    public byte[] encode(NumericSummaries value) {
        NumericSummary.Builder message = NumericSummary.newBuilder();
        value.byName().values().forEach(summary -> message.addMetrics(summary.toWire()));
        return message.build().toByteArray();
    }

    @Override
    public NumericSummaries merge(NumericSummaries left, NumericSummaries right) {
        right.byName().values().forEach(left::add);
        return left;
    }
}
