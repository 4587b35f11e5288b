package io.stci.groupops.filter;

import java.util.Objects;

/**
 * The least or the greatest number, and the lowest rank that has it.
 *
 * @param <N> the type of the number
 */
public record Extreme<N extends Comparable<N>>(N value, int rank) {
    public Extreme {
        Objects.requireNonNull(value);
    }
}
