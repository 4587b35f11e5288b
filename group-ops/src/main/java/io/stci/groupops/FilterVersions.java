package io.stci.groupops;

import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import java.util.TreeMap;

/**
 * The filter of one stream at one node, as it is changed at wave boundaries: waves that were asked for before a change go on
 * with what they began with. Confined to the node's thread.
 */
final class FilterVersions {
    private final UpContext context;
    private final String name;
    /** By the number of the first wave that each is for. */
    private final TreeMap<Long, Filter<?, Object>> versions = new TreeMap<>();

    /** @throws StciException at the front-end, NOT_FOUND or INVALID_ARGUMENT if there can't be such a filter */
    FilterVersions(UpContext context, String name) {
        this.context = context;
        this.name = name;
        change(-1, context.spec().getUpFilterParameters().toByteArray());
    }

    /** What combines this wave. */
    Filter<?, Object> of(long wave) {
        return versions.floorEntry(wave).getValue();
    }

    /**
     * Waves above this number are combined by a filter with other parameters.
     *
     * @throws StciException at the front-end, as the constructor
     */
    void change(long number, byte[] parameters) {
        versions.put(number + 1, create(parameters));
    }

    /** No wave below this number will come any more. */
    void forgetBelow(long wave) {
        versions.headMap(versions.floorKey(wave), false).clear();
    }

    @SuppressWarnings("unchecked")
    private Filter<?, Object> create(byte[] parameters) {
        try {
            return (Filter<?, Object>) context.catalog().create(name, parameters);
        } catch (StciException unusable) {
            if (context.isRoot()) {
                throw unusable;
            }
            return new BrokenFilter(unusable);
        }
    }
}
