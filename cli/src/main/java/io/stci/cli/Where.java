package io.stci.cli;

import io.stci.agents.LocalSessionOptions;
import io.stci.routing.Topology;
import java.time.Duration;

/**
 * Where the agents are and how the tree to them is built.
 *
 * @param address {@code unix}, {@code tcp}, {@code udp}, {@code tcp:PORT} or {@code udp:PORT}
 * @param verbose true for stack traces and the facts of forming
 */
record Where(
        Topology topology,
        int perProcess,
        boolean inProcess,
        String address,
        Duration joinTimeout,
        Duration downAfter,
        boolean verbose) {
    LocalSessionOptions sessionOptions() {
        return new LocalSessionOptions(topology, perProcess, inProcess, address, joinTimeout, downAfter);
    }
}
