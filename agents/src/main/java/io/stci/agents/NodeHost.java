package io.stci.agents;

import io.stci.activemessages.LivenessPolicy;
import io.stci.core.StciException;
import io.stci.groupops.LeafService;
import io.stci.groupops.Streams;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import io.stci.session.Credentials;
import io.stci.session.MemberNode;
import io.stci.session.tool.AgentPlace;
import io.stci.session.tool.ToolAgent;
import io.stci.transport.Address;
import io.stci.transport.Transport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The tree nodes that one process hosts, all on one thread. Made and used from the process's main thread; the services
 * belong to the transport's.
 */
final class NodeHost {
    private static final Path PROC = Path.of("/proc");

    /** Nobody starts a node of a session a second time. */
    private static final int FIRST_START = 1;

    private final Transport transport;
    private final Topology topology;
    private final Credentials credentials;
    private final String host;
    private final LivenessPolicy liveness;
    private final LocalCommandRunner runner;
    private final AgentPrograms programs;
    private final Map<Integer, MemberNode> nodes = new TreeMap<>();
    private final Map<Integer, AgentServices> agents = new TreeMap<>();
    private final Map<Integer, ToolAgent> tools = new TreeMap<>();
    private int running;

    NodeHost(
            Transport transport,
            Topology topology,
            Credentials credentials,
            String host,
            Path directory,
            LivenessPolicy liveness,
            AgentPrograms programs) {
        this.programs = programs;
        this.transport = transport;
        this.topology = topology;
        this.credentials = credentials;
        this.host = host;
        this.liveness = liveness;
        this.runner = new LocalCommandRunner(transport::execute, directory);
    }

    /** @param onLastEnd run on a thread of its own when no node of this process is left and its commands have been killed */
    void add(int id, Consumer<StciException> onLastEnd) {
        running++;
        Consumer<StciException> onEnd = why -> {
            killCommands(id);
            stopProgram(id);
            running--;
            if (running == 0) {
                runner.afterCommands(() -> onLastEnd.accept(why));
            }
        };
        nodes.put(
                id,
                new MemberNode(
                        transport,
                        topology,
                        credentials,
                        id,
                        FIRST_START,
                        host,
                        liveness,
                        streams -> services(id, streams),
                        onEnd));
    }

    CompletableFuture<Address> listen(int id, Address address) {
        return nodes.get(id).listen(address);
    }

    void join(int id, List<Address> ancestors) {
        nodes.get(id).join(ancestors);
    }

    /** No command starts from now on, so that a sweep finds all there are. From any thread. */
    void stopStarting() {
        runner.stopStarting();
    }

    private void killCommands(int id) {
        AgentServices agent = agents.get(id);
        if (agent != null) {
            agent.killAll();
        }
    }

    private Map<String, LeafService> services(int id, Streams streams) {
        if (topology.role(id) != Role.AGENT) {
            return Map.of();
        }
        Map<String, String> environment = Map.of(
                "STCI_SIZE", Integer.toString(topology.agents()),
                "STCI_HOST", host,
                "STCI_SESSION", credentials.session());
        AgentServices agent = new AgentServices(
                streams, transport.scheduler(), runner, environment, () -> new HostSampler(PROC)::sample);
        agents.put(id, agent);
        Map<String, LeafService> services = new TreeMap<>(agent.byName());
        if (programs.areThere()) {
            services.putAll(startProgram(id, streams).services());
        }
        return services;
    }

    private ToolAgent startProgram(int id, Streams streams) {
        AgentPlace place = new AgentPlace(
                topology.rank(id), topology.agents(), host, credentials.session(), programs.arguments(), attributes());
        ToolAgent agent = new ToolAgent(transport, streams.catalog(), place, programs.make());
        tools.put(id, agent);
        transport.execute(() -> programs.start(agent));
        return agent;
    }

    private static Map<String, String> attributes() {
        return Map.of(
                "os",
                System.getProperty("os.name"),
                "arch",
                System.getProperty("os.arch"),
                "cpus",
                Integer.toString(Runtime.getRuntime().availableProcessors()),
                "pid",
                Long.toString(ProcessHandle.current().pid()));
    }

    private void stopProgram(int id) {
        ToolAgent agent = tools.get(id);
        if (agent != null) {
            agent.stop();
        }
    }
}
