package io.stci.groupops.filter;

/**
 * Makes filters of one name. Those of tools are found in their jars by {@link java.util.ServiceLoader}, and need a public
 * constructor without parameters.
 */
public interface FilterProvider {
    /** What streams call it: not empty, unique in a session. */
    String name();

    /**
     * Makes a filter for one stream at one node; again, with other parameters, when these are changed at a wave boundary.
     *
     * @param parameters as the front-end gave them; to be left unchanged
     * @throws io.stci.core.StciException INVALID_ARGUMENT if they make no sense; then the stream is not opened, or its
     *     parameters stay as they are
     */
    Filter<?, ?> create(byte[] parameters);

    /**
     * Makes the filter that combines at a front-end or junction, which may be another one at each. What it encodes must be what all
     * others of this name decode.
     *
     * @param parameters as in {@link #create(byte[])}, which is asked unless this is overridden
     */
    default Filter<?, ?> create(byte[] parameters, FilterSite site) {
        return create(parameters);
    }
}
