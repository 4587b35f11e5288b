package io.stci.agents;

import io.stci.routing.Topology;
import java.time.Duration;

/**
 * A session of agents on this machine.
 *
 * @param perProcess how many nodes of one role a process hosts; 1 gives every tree node a process of its own
 * @param inProcess true to host all nodes in this JVM
 * @param address where the front-end listens: {@code unix} (sockets in a private directory), {@code tcp} or {@code udp} (a
 *     free port of the loopback interface), {@code tcp:PORT} or {@code udp:PORT}
 * @param joinTimeout how long the tree may take to form
 * @param downAfter a node that is silent for so long is given up, and others take its place
 * @param program the class of a tool's {@link io.stci.session.tool.AgentProgram}, which each agent runs; empty for none.
 *     Processes find it on the class path that this one was started with
 */
public record LocalSessionOptions(
        Topology topology,
        int perProcess,
        boolean inProcess,
        String address,
        Duration joinTimeout,
        Duration downAfter,
        String program) {
    /** Without a program: agents run commands, and are sampled. */
    public LocalSessionOptions(
            Topology topology,
            int perProcess,
            boolean inProcess,
            String address,
            Duration joinTimeout,
            Duration downAfter) {
        this(topology, perProcess, inProcess, address, joinTimeout, downAfter, "");
    }
}
