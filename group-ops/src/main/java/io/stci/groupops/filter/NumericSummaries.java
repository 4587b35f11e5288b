package io.stci.groupops.filter;

import io.stci.core.RankSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named numbers of many ranks, in the order in which they were first seen. Confined to one thread. */
public final class NumericSummaries {
    private final Map<String, NumericSummaryValue> byName = new LinkedHashMap<>();

    /**
     * Adds one rank's number. One that is not finite, or beyond 1e300 either way, is no measurement and is left out: the
     * rank then doesn't count in this summary.
     *
     * @throws io.stci.core.StciException INVALID_ARGUMENT if it is no rank
     */
    public void add(String name, String unit, int rank, double value) {
        if (Math.abs(value) <= NumericSummaryValue.MAX_MAGNITUDE) {
            add(NumericSummaryValue.of(name, unit, RankSet.of(rank).first(), value));
        }
    }

    /** The summaries by name. */
    public Map<String, NumericSummaryValue> byName() {
        return byName;
    }

    void add(NumericSummaryValue value) {
        byName.merge(value.name(), value, NumericSummaryValue::merge);
    }
}
