package io.stci.session.tool;

import io.stci.core.RankSet;
import java.util.Map;
import java.util.Optional;

/**
 * Contributions that met on their way. Each contribution of a live agent is in exactly one of these, in the value or among what failed.
 *
 * @param value what they come to; empty if the filter failed on all
 * @param contributions how many of each rank the value holds, for the ranks that it holds any of; those with as many together
 * @param failed of which ranks the filter failed on how many, by reason
 * @param <V> the value
 */
public record Combined<V>(Optional<V> value, Map<RankSet, Long> contributions, Map<String, Map<RankSet, Long>> failed) {
    /** Those whose contributions the value holds. */
    public RankSet ranks() {
        return RankSet.union(contributions.keySet());
    }

    /** How many contributions the value holds. */
    public long count() {
        return contributions.entrySet().stream()
                .mapToLong(entry -> entry.getKey().size() * entry.getValue())
                .sum();
    }
}
