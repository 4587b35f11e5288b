package io.stci.groupops;

import java.util.LinkedHashMap;
import java.util.Map;

/** Named numbers of many ranks, in the order in which they were first seen. Confined to one thread. */
public final class NumericSummaries {
    private final Map<String, NumericSummaryValue> byName = new LinkedHashMap<>();

    /** Adds one rank's number. */
    public void add(String name, String unit, int rank, double value) {
        add(NumericSummaryValue.of(name, unit, rank, value));
    }

    /** The summaries by name. */
    public Map<String, NumericSummaryValue> byName() {
        return byName;
    }

    void add(NumericSummaryValue value) {
        byName.merge(value.name(), value, NumericSummaryValue::merge);
    }
}
