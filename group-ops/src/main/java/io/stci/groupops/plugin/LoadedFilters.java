package io.stci.groupops.plugin;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.DownFilterProvider;
import io.stci.groupops.filter.FilterProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The filters of one jar. Their providers, and the filters these make, hold each call to the budget that the jar was loaded with,
 * and fail with a {@link StciException} only: RESOURCE_EXHAUSTED if it is used up, the status of the filter's own
 * {@code StciException}, INTERNAL for anything else that the filter throws, or null that it returns.
 *
 * <p>Threads: that of the node that loaded them.
 *
 * <p>Ownership: whoever loads them closes them. Then their classes go as soon as nobody keeps a filter, a provider or a value
 * of them.
 *
 * <p>Values are objects of the jar: outside of the calls of a filter their methods throw {@link BudgetExceeded}, {@code toString}
 * and {@code equals} too. Whoever holds a value hands it to a filter of the same jar, and does nothing else with it.
 */
public final class LoadedFilters implements AutoCloseable {
    private final String jarName;
    private final Map<String, FilterProvider> providers;
    private final Map<String, DownFilterProvider> downProviders;
    /** Null when closed: who keeps this must not keep the classes. */
    private FilterClassLoader loader;

    LoadedFilters(
            String jarName,
            Map<String, FilterProvider> providers,
            Map<String, DownFilterProvider> downProviders,
            FilterClassLoader loader) {
        this.jarName = jarName;
        this.providers = new LinkedHashMap<>(providers);
        this.downProviders = new LinkedHashMap<>(downProviders);
        this.loader = loader;
    }

    /** All of them, in the order in which the jar names them; none when closed. */
    public List<FilterProvider> providers() {
        return List.copyOf(providers.values());
    }

    /** Those of down filters, as {@link #providers}. */
    public List<DownFilterProvider> downProviders() {
        return List.copyOf(downProviders.values());
    }

    /**
     * The one of that name.
     *
     * @throws StciException NOT_FOUND if there is none
     */
    public FilterProvider provider(String name) {
        FilterProvider provider = providers.get(name);
        if (provider == null) {
            throw new StciException(
                    Status.NOT_FOUND,
                    "filter jar " + jarName,
                    "has no filter '" + name + "'",
                    "choose one of " + providers.keySet());
        }
        return provider;
    }

    /** Forgets them. Providers and filters that somebody still has are CANCELLED at their next call. */
    @Override
    public void close() {
        if (loader != null) {
            providers.clear();
            downProviders.clear();
            loader.checks().close();
            loader.close();
            loader = null;
        }
    }
}
