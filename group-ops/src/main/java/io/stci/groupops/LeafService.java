package io.stci.groupops;

/** What an agent does on a stream that names it. Called on the node's thread. */
@FunctionalInterface
public interface LeafService {
    /**
     * A stream for this service has been opened.
     *
     * @throws io.stci.core.StciException to refuse it: the agent has no part in the stream, which goes on without it
     */
    void open(LeafStream stream);
}
