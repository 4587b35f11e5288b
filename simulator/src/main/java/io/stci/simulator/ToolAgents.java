package io.stci.simulator;

import io.stci.groupops.LeafService;
import io.stci.groupops.UpFilters;
import io.stci.session.tool.AgentPlace;
import io.stci.session.tool.AgentProgram;
import io.stci.session.tool.ToolAgent;
import io.stci.transport.Transport;
import java.util.List;
import java.util.Map;

/** Agents of a simulated tree that run a tool's program. */
final class ToolAgents {
    private ToolAgents() {}

    /** Begins the program at an agent, and gives the services that the agent has by it. */
    static Map<String, LeafService> start(int rank, int agents, Transport transport, AgentProgram program) {
        AgentPlace place = new AgentPlace(rank, agents, "host" + rank, "5eed5eed", List.of(), Map.of());
        ToolAgent agent = new ToolAgent(transport, UpFilters.catalog(), place, program);
        transport.execute(agent::start);
        return agent.services();
    }
}
