package io.stci.agents;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts the node processes of a session on this machine, each recognisable by the start of its command line. */
final class LocalLauncher {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final String session;
    private final Path directory;
    private final Topology topology;
    private final int perProcess;

    LocalLauncher(String session, Path directory, Topology topology, int perProcess) {
        this.session = session;
        this.directory = directory;
        this.topology = topology;
        this.perProcess = perProcess;
    }

    /**
     * Starts them all.
     *
     * @param started told of each once it runs, so that a failure leaves none unknown
     * @throws StciException RESOURCE_EXHAUSTED if the system starts no more
     */
    void launch(Consumer<NodeProcess> started) {
        int firstAgent = 1 + topology.junctions();
        launch(Role.JUNCTION, 1, firstAgent - 1, started);
        launch(Role.AGENT, firstAgent, topology.nodes() - 1, started);
    }

    private void launch(Role role, int first, int last, Consumer<NodeProcess> started) {
        for (int node = first; node <= last; node += perProcess) {
            started.accept(start(role, node, Math.min(last, node + perProcess - 1)));
        }
    }

    private NodeProcess start(Role role, int first, int last) {
        Path log = directory.resolve(role + "-" + first + ".log");
        ProcessBuilder builder = new ProcessBuilder(command(role, first, last)).redirectError(log.toFile());
        if (role == Role.AGENT) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        List<Integer> nodes = new ArrayList<>();
        for (int node = first; node <= last; node++) {
            nodes.add(node);
        }
        try {
            return new NodeProcess(role, nodes, builder.start(), log);
        } catch (IOException e) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED,
                    role + " process for nodes " + first + "-" + last,
                    "can't be started: " + e.getMessage(),
                    "raise the limits on processes and memory, or --per-process",
                    e);
        }
    }

    /** The words, run in a session of their own where there is setsid, so that a terminal's Ctrl-C reaches the front-end alone. */
    static List<String> inOwnSession(String... words) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(List.of(words));
        return command;
    }

    private List<String> command(Role role, int first, int last) {
        List<String> command =
                inOwnSession(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.add("-Dstci.role=" + role);
        command.add("-Dstci.session=" + session);
        command.add("-Dstci.nodes=" + RankSet.range(first, last));
        String options = System.getProperty("stci.node.options");
        if (options != null) {
            command.add("@" + options);
        }
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.stci.agents.NodeMain");
        return command;
    }
}
