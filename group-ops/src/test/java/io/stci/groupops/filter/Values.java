package io.stci.groupops.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Short ways to a value, and to a refusal. */
final class Values {
    private Values() {}

    /** What ranks 0, 1, ... come to, each travelling once. */
    @SafeVarargs
    static <I, V> V merged(Filter<I, V> filter, I... contributions) {
        return merged(filter, List.of(contributions));
    }

    static <I, V> V merged(Filter<I, V> filter, List<I> contributions) {
        V value = null;
        for (int rank = 0; rank < contributions.size(); rank++) {
            V next = filter.decode(filter.encode(filter.lift(rank, contributions.get(rank))));
            value = value == null ? next : filter.merge(value, next);
        }
        return filter.decode(filter.encode(value));
    }

    static StciException assertRefused(Status status, Executable call) {
        StciException refused = assertThrows(StciException.class, call);
        assertEquals(status, refused.status(), refused.getMessage());
        return refused;
    }
}
