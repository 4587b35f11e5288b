package io.stci.groupops;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.BuiltInFilters;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.wire.Reliability;
import java.util.Map;
import java.util.function.Function;

/** The filters by the names that streams give: two for records are here, those for waves are in a node's catalog. */
public final class UpFilters {
    /** Joins equal lines of many ranks within a short window; payloads are {@code stci.OutputBatch}. */
    public static final String LINES = LineMergeFilter.NAME;
    /** Passes every message up as it is; payloads are {@code stci.OutputBatch} of one rank. */
    public static final String FORWARD = ForwardFilter.NAME;
    /** Waves of named numbers. */
    public static final String NUMBERS = "numbers";
    /** Waves of one integer. */
    public static final String SUM = "sum.long";
    /** Waves of bytes, which stay each rank's own. */
    public static final String CONCATENATE = "concatenate";

    private static final Map<String, Function<UpContext, UpFilter>> RECORDS =
            Map.of(LINES, LineMergeFilter::new, FORWARD, ForwardFilter::new);

    private UpFilters() {}

    /** A catalog of the built-in filters for waves, and for what goes down. */
    public static FilterCatalog catalog() {
        FilterCatalog catalog = new FilterCatalog(BuiltInFilters.providers());
        BuiltInDownFilters.providers().forEach(catalog::put);
        return catalog;
    }

    /**
     * The filter that a stream names. A junction that can't make it has one that fails each wave.
     *
     * @throws StciException at the front-end, NOT_FOUND or INVALID_ARGUMENT if there can't be such a filter
     */
    static UpFilter create(String name, UpContext context) {
        Function<UpContext, UpFilter> records = RECORDS.get(name);
        if (records == null && !context.spec().getAsItComes()) {
            return new WaveFilter(context, new FilterVersions(context, name));
        }
        if (context.spec().getReliability() == Reliability.UNRELIABLE) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "stream without waves", "can't be unreliable", "open one of waves");
        }
        return records == null
                ? new AsItComesFilter(context, new FilterVersions(context, name))
                : records.apply(context);
    }
}
