package io.stci.groupops.filter;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The filters that a node knows, by name. Confined to the node's thread. */
public final class FilterCatalog {
    private final Map<String, FilterProvider> providers = new TreeMap<>();
    private final Map<String, DownFilterProvider> downProviders = new TreeMap<>();

    /** @param providers the first ones; of two with the same name the later counts */
    public FilterCatalog(Collection<? extends FilterProvider> providers) {
        providers.forEach(this::put);
    }

    /** Adds a filter, or puts it in the place of the one of its name: for streams opened, or given parameters, from now on. */
    public void put(FilterProvider provider) {
        providers.put(provider.name(), provider);
    }

    /** As {@link #put(FilterProvider)}, for what goes down. */
    public void put(DownFilterProvider provider) {
        downProviders.put(provider.name(), provider);
    }

    /** The names of filters that are known, in their order. */
    public Set<String> names() {
        return Set.copyOf(providers.keySet());
    }

    /**
     * Makes a filter.
     *
     * @param parameters to be left unchanged
     * @throws StciException NOT_FOUND if there is none of this name, INVALID_ARGUMENT if the parameters make no sense to it
     */
    public Filter<?, ?> create(String name, byte[] parameters) {
        return provider(name).create(parameters);
    }

    /** As {@link #create(String, byte[])}, for this place. */
    public Filter<?, ?> create(String name, byte[] parameters, FilterSite site) {
        return provider(name).create(parameters, site);
    }

    private FilterProvider provider(String name) {
        FilterProvider provider = providers.get(name);
        if (provider == null) {
            throw new StciException(
                    Status.NOT_FOUND,
                    "filter '" + name + "'",
                    "is not known here",
                    "use one of " + String.join(", ", providers.keySet()) + ", or load the jar that has it");
        }
        return provider;
    }

    /**
     * Makes a down filter.
     *
     * @param parameters to be left unchanged
     * @throws StciException as {@link #create}
     */
    public DownFilter createDown(String name, byte[] parameters) {
        DownFilterProvider provider = downProviders.get(name);
        if (provider == null) {
            throw new StciException(
                    Status.NOT_FOUND,
                    "down filter '" + name + "'",
                    "is not known here",
                    "use one of " + String.join(", ", downProviders.keySet()) + ", or load the jar that has it");
        }
        return provider.create(parameters);
    }
}
