package io.stci.simulator;

import io.stci.core.RankSet;
import io.stci.session.tool.Agent;
import io.stci.session.tool.FrontEndTools;
import io.stci.transport.Transport;
import java.util.List;

/** Operations of one sort within an {@link OperationLoad}. Confined to the simulation's thread. */
interface OperationPart {
    /** What an agent's program does for it. */
    void program(Agent agent);

    /** Begins at the front-end. */
    void start(FrontEndTools tools, Transport frontEnd);

    /** True once all has ended that will. */
    boolean isDone();

    /** What only the end shows to be wrong. */
    List<String> violations(RankSet excused);

    /** How far it has come, in words. */
    String progress();
}
