package io.stci.groupops;

/** What an agent does on a stream that names it. Called on the node's thread. */
@FunctionalInterface
public interface LeafService {
    /** A stream for this service has been opened. */
    void open(LeafStream stream);
}
