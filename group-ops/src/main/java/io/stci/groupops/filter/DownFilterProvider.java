package io.stci.groupops.filter;

/**
 * Makes down filters of one name. Those of tools are found in their jars by {@link java.util.ServiceLoader}'s files, and need a
 * public constructor without parameters.
 */
public interface DownFilterProvider {
    /** What streams call it: not empty, unique among a session's down filters. */
    String name();

    /**
     * Makes a filter for one stream at one node; again, with other parameters, when these are changed.
     *
     * @param parameters as the front-end gave them; to be left unchanged
     * @throws io.stci.core.StciException INVALID_ARGUMENT if they make no sense; then the stream is not opened, or its
     *     parameters stay as they are
     */
    DownFilter create(byte[] parameters);
}
