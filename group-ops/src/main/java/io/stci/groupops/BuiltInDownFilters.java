package io.stci.groupops;

import io.stci.groupops.filter.DownFilter;
import io.stci.groupops.filter.DownFilterProvider;
import java.util.List;
import java.util.function.Supplier;

/** The down filters that every node knows. */
final class BuiltInDownFilters {
    private BuiltInDownFilters() {}

    static List<DownFilterProvider> providers() {
        return List.of(
                new WithoutParameters(ScatterFilter.NAME, () -> new ScatterFilter(false)),
                new WithoutParameters(ScatterFilter.TO_ALL, () -> new ScatterFilter(true)),
                new WithoutParameters(AddressedFilter.NAME, AddressedFilter::new));
    }

    private record WithoutParameters(String name, Supplier<DownFilter> maker) implements DownFilterProvider {
        @Override
        public DownFilter create(byte[] parameters) {
            return maker.get();
        }
    }
}
