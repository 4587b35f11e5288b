package io.stci.groupops;

import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.filter.FilterProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The built-in filters by the names that streams give. All others combine waves, and are in a node's catalog. */
public final class UpFilters {
    /** Joins equal lines of many ranks within a short window; payloads are {@code stci.OutputBatch}. */
    public static final String LINES = LineMergeFilter.NAME;
    /** Passes every message up as it is; payloads are {@code stci.OutputBatch} of one rank. */
    public static final String FORWARD = ForwardFilter.NAME;
    /** Waves of named numbers; payloads are {@code stci.WavePart} around {@code stci.NumericSummary}. */
    public static final String NUMBERS = "numbers";
    /** Waves of one integer; payloads are {@code stci.WavePart} around {@link SumFilter}'s. */
    public static final String SUM = "sum";
    /** Waves of bytes, which stay each rank's own; payloads are {@code stci.WavePart} around {@code stci.Concatenation}. */
    public static final String CONCATENATE = "concatenate";

    private static final Map<String, Function<UpContext, UpFilter>> RECORDS =
            Map.of(LINES, LineMergeFilter::new, FORWARD, ForwardFilter::new);

    private UpFilters() {}

    /** A catalog of the built-in filters for waves. */
    public static FilterCatalog catalog() {
        return new FilterCatalog(List.of(
                new Plain(NUMBERS, NumericSummaryFilter::new),
                new Plain(SUM, SumFilter::new),
                new Plain(CONCATENATE, ConcatenateFilter::new)));
    }

    /**
     * The filter that a stream names. A junction that can't make it has one that fails each wave.
     *
     * @throws StciException at the front-end, NOT_FOUND or INVALID_ARGUMENT if there can't be such a filter
     */
    static UpFilter create(String name, UpContext context) {
        Function<UpContext, UpFilter> records = RECORDS.get(name);
        return records != null ? records.apply(context) : new WaveFilter(context, new FilterVersions(context, name));
    }

    /** A filter without parameters. */
    private record Plain(String name, Supplier<Filter<?, ?>> maker) implements FilterProvider {
        @Override
        public Filter<?, ?> create(byte[] parameters) {
            return maker.get();
        }
    }
}
