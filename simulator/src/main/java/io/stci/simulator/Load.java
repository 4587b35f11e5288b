package io.stci.simulator;

import io.stci.core.RankSet;
import io.stci.groupops.LeafService;
import io.stci.groupops.Streams;
import io.stci.transport.Transport;
import java.util.List;
import java.util.Map;

/**
 * Work for a simulated tree that knows what must come of it. Confined to the simulation's thread.
 *
 * <p>The truth is what the agents did; a load compares it with what the front-end was given, as it comes and at the end.
 */
public interface Load {
    /** The name of its service at the agents. */
    String service();

    /** The agents' side. */
    LeafService agent(int rank, Transport transport);

    /** All services of the load at an agent. */
    default Map<String, LeafService> services(int rank, Transport transport) {
        return Map.of(service(), agent(rank, transport));
    }

    /** Begins at the front-end. */
    void start(Streams frontEnd, Transport transport);

    /** True once the front-end has been given all that it will be. */
    boolean isDone();

    /**
     * What is not as it must be, in words; empty if all is well.
     *
     * @param excused ranks that may be missing or incomplete, for their agents were harmed
     */
    List<String> violations(RankSet excused);

    /** How far it has come, in words, for one that doesn't end. */
    String progress();
}
