package io.stci.groupops.filter;

import java.util.Objects;

/**
 * A number of a rank, and what it is of.
 *
 * @param value anything but NaN
 * @param label such as the name of a process; may be empty
 */
public record Labelled(double value, String label) {
    /** @throws io.stci.core.StciException INVALID_ARGUMENT if the value is NaN */
    public Labelled {
        Objects.requireNonNull(label);
        if (Double.isNaN(value)) {
            throw Refusals.invalid("'" + label + "'", "is NaN, which is neither more nor less", "leave it out");
        }
    }
}
