package io.stci.groupops;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filters;
import java.util.Map;
import java.util.function.Function;

/** The built-in filters by the names that streams give. */
public final class UpFilters {
    /** Joins equal lines of many ranks within a short window; payloads are {@code stci.OutputBatch}. */
    public static final String LINES = LineMergeFilter.NAME;
    /** Passes every message up as it is; payloads are {@code stci.OutputBatch} of one rank. */
    public static final String FORWARD = ForwardFilter.NAME;
    /** Waves of named numbers; payloads are {@code stci.WavePart} around {@code stci.NumericSummary}. */
    public static final String NUMBERS = "numbers";
    /** Waves of one integer; payloads are {@code stci.WavePart} around {@link Filters#sumLong}'s. */
    public static final String SUM = "sum";
    /** Waves of bytes, which stay each rank's own; payloads are {@code stci.WavePart} around {@code stci.Concatenation}. */
    public static final String CONCATENATE = "concatenate";

    private static final Map<String, Function<UpContext, UpFilter>> FACTORIES = Map.of(
            LINES, LineMergeFilter::new,
            FORWARD, ForwardFilter::new,
            NUMBERS, context -> new WaveFilter<>(context, Filters.numbers()),
            SUM, context -> new WaveFilter<>(context, Filters.sumLong()),
            CONCATENATE, context -> new WaveFilter<>(context, Filters.concatenate()));

    private UpFilters() {}

    static UpFilter create(String name, UpContext context) {
        Function<UpContext, UpFilter> factory = FACTORIES.get(name);
        if (factory == null) {
            throw new StciException(Status.NOT_FOUND, "filter '" + name + "'", "is not known here", "");
        }
        return factory.apply(context);
    }
}
