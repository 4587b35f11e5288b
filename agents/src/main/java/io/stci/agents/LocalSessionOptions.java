package io.stci.agents;

import io.stci.activemessages.message.Codecs;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.session.tool.Agent;
import io.stci.session.tool.AgentProgram;
import java.time.Duration;
import java.util.List;

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
 * @param arguments what the program is told at every agent, see {@link #withArguments}; unmodifiable
 */
public record LocalSessionOptions(
        Topology topology,
        int perProcess,
        boolean inProcess,
        String address,
        Duration joinTimeout,
        Duration downAfter,
        String program,
        List<String> arguments) {
    /** How long all arguments together may be. */
    public static final int MAX_ARGUMENTS_BYTES = 32 << 10;

    private static final Shape DEFAULT_SHAPE = Shape.kary(16);
    private static final int DEFAULT_PER_PROCESS = 16;
    private static final Duration DEFAULT_JOIN_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration DEFAULT_DOWN_AFTER = Duration.ofSeconds(10);

    /** @throws StciException INVALID_ARGUMENT if the arguments are too long, or no text */
    public LocalSessionOptions {
        arguments = List.copyOf(arguments);
        long bytes = arguments.stream()
                .mapToLong(word -> Codecs.string().encode(word).length + 1)
                .sum();
        if (bytes > MAX_ARGUMENTS_BYTES) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "program arguments",
                    "have " + bytes + " bytes, more than " + MAX_ARGUMENTS_BYTES,
                    "give the program what is long once it runs, by a broadcast");
        }
    }

    /**
     * For a tool: so many agents with its program, and the rest as {@code stci} has it if nothing else is said - 16 children for
     * each node, 16 nodes of a role in each process, Unix sockets, 60 s to form, 10 s of silence until a node is given up.
     *
     * @throws StciException INVALID_ARGUMENT unless there are 1 to {@link io.stci.core.RankSet#MAX_RANKS} agents
     */
    public static LocalSessionOptions of(int agents, Class<? extends AgentProgram> program) {
        return new LocalSessionOptions(
                Topology.of(DEFAULT_SHAPE, agents),
                DEFAULT_PER_PROCESS,
                false,
                "unix",
                DEFAULT_JOIN_TIMEOUT,
                DEFAULT_DOWN_AFTER,
                program.getName(),
                List.of());
    }

    /**
     * The same agents below a tree of another shape.
     *
     * @throws StciException INVALID_ARGUMENT if the shape fixes another number of agents
     */
    public LocalSessionOptions withShape(Shape shape) {
        return new LocalSessionOptions(
                Topology.of(shape, topology.agents()),
                perProcess,
                inProcess,
                address,
                joinTimeout,
                downAfter,
                program,
                arguments);
    }

    /**
     * The same with another tree and its agents, be it a drawn one: {@link io.stci.routing.ExplicitTopology#topology()}, whose hosts are
     * names and nothing more.
     */
    public LocalSessionOptions withTopology(Topology other) {
        return new LocalSessionOptions(
                other, perProcess, inProcess, address, joinTimeout, downAfter, program, arguments);
    }

    /**
     * The same with other processes.
     *
     * @throws StciException INVALID_ARGUMENT if it is below 1
     */
    public LocalSessionOptions withPerProcess(int nodes) {
        if (nodes < 1) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, nodes + " nodes per process", "is not possible", "give 1 or more");
        }
        return new LocalSessionOptions(topology, nodes, inProcess, address, joinTimeout, downAfter, program, arguments);
    }

    /**
     * The same with arguments for the program, which each agent's {@link Agent#arguments()} then gives: the same at all, in order.
     * They reach node processes as the session's credential does, never on a command line or in an environment.
     *
     * @param words copied
     * @throws StciException INVALID_ARGUMENT if they are longer than {@value #MAX_ARGUMENTS_BYTES} bytes in UTF-8, where each counts
     *     one more, or one holds half a surrogate pair
     */
    public LocalSessionOptions withArguments(List<String> words) {
        return new LocalSessionOptions(
                topology, perProcess, inProcess, address, joinTimeout, downAfter, program, words);
    }

    /** The same with all nodes in this JVM. */
    public LocalSessionOptions withinThisJvm() {
        return new LocalSessionOptions(topology, perProcess, true, address, joinTimeout, downAfter, program, arguments);
    }

    /** Without a program: agents run commands, and are sampled. */
    public LocalSessionOptions(
            Topology topology,
            int perProcess,
            boolean inProcess,
            String address,
            Duration joinTimeout,
            Duration downAfter) {
        this(topology, perProcess, inProcess, address, joinTimeout, downAfter, "", List.of());
    }
}
