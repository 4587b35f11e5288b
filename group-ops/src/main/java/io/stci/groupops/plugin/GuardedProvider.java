package io.stci.groupops.plugin;

import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterProvider;
import io.stci.groupops.filter.FilterSite;

/** A provider from a jar, with the name that it gave when it was loaded; makes filters that are guarded as it is. */
final class GuardedProvider implements FilterProvider {
    private final String name;
    private final FilterProvider provider;
    private final Guard guard;

    /** @param guard that speaks of the filter of this name */
    GuardedProvider(String name, FilterProvider provider, Guard guard) {
        this.name = name;
        this.provider = provider;
        this.guard = guard;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Filter<?, ?> create(byte[] parameters) {
        byte[] theirs = parameters.clone();
        return guarded(guard.call("create", () -> provider.create(theirs)));
    }

    @Override
    public Filter<?, ?> create(byte[] parameters, FilterSite site) {
        byte[] theirs = parameters.clone();
        return guarded(guard.call("create", () -> provider.create(theirs, site)));
    }

    /** The jar's own, for tests. */
    FilterProvider unwrapped() {
        return provider;
    }

    private <I, V> Filter<I, V> guarded(Filter<I, V> filter) {
        return new GuardedFilter<>(filter, guard);
    }
}
