package io.stci.groupops.filter;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The built-in filters by the names that streams give. These names and what travels under them stay. Threads: safe to share.
 */
public final class BuiltInFilters {
    private static final Map<String, FilterProvider> BY_NAME = new LinkedHashMap<>();

    static {
        plain("sum.int", Filters::sumInt);
        plain("sum.int[]", Filters::sumInts);
        plain("sum.long", Filters::sumLong);
        plain("sum.long[]", Filters::sumLongs);
        plain("sum.float", Filters::sumFloat);
        plain("sum.float[]", Filters::sumFloats);
        plain("sum.double", Filters::sumDouble);
        plain("sum.double[]", Filters::sumDoubles);
        extremes(NumberType.INT);
        extremes(NumberType.LONG);
        extremes(NumberType.FLOAT);
        extremes(NumberType.DOUBLE);
        plain("mean-variance", Filters::meanVariance);
        plain("mean-variance[]", Filters::meanVariances);
        plain("count", Filters::count);
        plain("concatenate", Filters::concatenate);
        plain("numbers", Filters::numbers);
        plain("quantiles", Filters::quantiles);
        plain("equality", Filters::equality);
        plain("prefix-tree", Filters::prefixTree);
        plain("rank-set", Filters::rankSet);
        with("histogram", HistogramFilter::create);
        with("top-k", TopFilter::create);
        with("distinct", DistinctFilter::create);
    }

    private BuiltInFilters() {}

    /** All of them, each with a name of its own; can't be changed. */
    public static List<FilterProvider> providers() {
        return Collections.unmodifiableList(new ArrayList<>(BY_NAME.values()));
    }

    /** @throws StciException NOT_FOUND if there is none of this name */
    public static FilterProvider named(String name) {
        FilterProvider provider = BY_NAME.get(name);
        if (provider == null) {
            throw new StciException(Status.NOT_FOUND, "filter '" + name + "'", "is not built in", "");
        }
        return provider;
    }

    private static <N extends Comparable<N>, A> void extremes(NumberType<N, A> type) {
        plain("min." + type, () -> Filters.min(type));
        plain("min." + type + "[]", () -> Filters.mins(type));
        plain("min-rank." + type, () -> Filters.minRank(type));
        plain("max." + type, () -> Filters.max(type));
        plain("max." + type + "[]", () -> Filters.maxs(type));
        plain("max-rank." + type, () -> Filters.maxRank(type));
    }

    private static void plain(String name, Supplier<Filter<?, ?>> filter) {
        with(name, parameters -> {
            if (parameters.length > 0) {
                throw Refusals.invalid(name, "got " + parameters.length + " bytes of parameters", "give it none");
            }
            return filter.get();
        });
    }

    private static void with(String name, Function<byte[], Filter<?, ?>> create) {
        BY_NAME.put(name, new BuiltIn(name, create));
    }

    private record BuiltIn(String name, Function<byte[], Filter<?, ?>> filter) implements FilterProvider {
        @Override
        public Filter<?, ?> create(byte[] parameters) {
            return filter.apply(parameters);
        }
    }
}
