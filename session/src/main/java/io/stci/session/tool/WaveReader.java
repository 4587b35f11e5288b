package io.stci.session.tool;

import io.stci.groupops.WaveParts;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.filter.Reduction;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads what waves come to, each with the filter that it was combined with: a wave that was on its way when the parameters were
 * changed still has a value of the old ones. Waves must be read in order. Confined to the front-end's thread.
 */
final class WaveReader<I, V> {
    private final FilterCatalog catalog;
    /** By the number behind which each is for. */
    private final TreeMap<Long, Filter<I, V>> filters = new TreeMap<>();

    WaveReader(FilterCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Waves above this number have this filter, as it is now.
     *
     * @throws io.stci.core.StciException NOT_FOUND or INVALID_ARGUMENT if there can't be such a filter
     */
    void change(long number, Reduction<I, V> reduction) {
        filters.put(number, reduction.in(catalog));
    }

    /** What a wave comes to; empty if nobody contributed. */
    Optional<V> read(long number, WaveParts.Content wave) {
        filters.headMap(filters.lowerKey(number)).clear();
        return wave.ranks().isEmpty()
                ? Optional.empty()
                : Optional.of(filters.firstEntry().getValue().decode(wave.value()));
    }
}
