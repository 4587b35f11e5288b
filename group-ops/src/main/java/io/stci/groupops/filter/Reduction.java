package io.stci.groupops.filter;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * How contributions are combined: a filter that every node knows by this name, and what it is made with. Immutable.
 *
 * @param <I> what one rank contributes
 * @param <V> the result
 */
public final class Reduction<I, V> {
    private final String name;
    private final byte[] parameters;

    private Reduction(String name, byte[] parameters) {
        this.name = name;
        this.parameters = parameters;
    }

    /**
     * Names a filter. The types are the caller's word: a contribution of another type is refused at the agent.
     *
     * @param parameters copied; none if empty
     */
    public static <I, V> Reduction<I, V> of(String name, byte... parameters) {
        return new Reduction<>(name, parameters.clone());
    }

    /** What nodes know the filter by. */
    public String name() {
        return name;
    }

    /** A copy. */
    public byte[] parameters() {
        return parameters.clone();
    }

    /** The filter itself, at a node that knows it. */
    @SuppressWarnings("unchecked")
    public Filter<I, V> in(FilterCatalog catalog) {
        return (Filter<I, V>) catalog.create(name, parameters.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reduction<?, ?> that
                && name.equals(that.name)
                && Arrays.equals(parameters, that.parameters);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(parameters);
    }

    /** Its name, and its parameters in hexadecimal digits. */
    @Override
    public String toString() {
        return parameters.length == 0 ? name : name + "(" + HexFormat.of().formatHex(parameters) + ")";
    }
}
