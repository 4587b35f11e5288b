package io.stci.simulator;

import io.stci.activemessages.LivenessPolicy;
import io.stci.core.RankSet;
import io.stci.groupops.LeafService;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import io.stci.session.Credentials;
import io.stci.session.FrontEnd;
import io.stci.session.MemberNode;
import io.stci.session.SessionListener;
import io.stci.session.SinkThreads;
import io.stci.transport.Address;
import io.stci.transport.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A session's tree on simulated hosts, one node on each, host N having node N: the code that runs on sockets, on
 * transports of the simulation. Confined to the simulation's thread.
 */
public final class SimulatedTree {
    private static final long LINGER_NS = 12_000_000_000L;

    private final Simulation simulation;
    private final Topology topology;
    private final LivenessPolicy liveness;
    private final AgentServices services;
    private final Credentials credentials = Credentials.create("5eed5eed");
    private final boolean datagrams;
    private final Transport transport;
    private final FrontEnd frontEnd;
    private final Map<Integer, MemberNode> members = new HashMap<>();
    private final Map<Integer, Integer> starts = new HashMap<>();

    /** What agents do on streams that name it. */
    @FunctionalInterface
    public interface AgentServices {
        /** The services of one agent by name, made anew for each process. */
        Map<String, LeafService> of(int rank, Transport transport);
    }

    /** @param datagrams links are made of datagrams, else of streams */
    public SimulatedTree(
            Simulation simulation,
            Topology topology,
            LivenessPolicy liveness,
            boolean datagrams,
            AgentServices services) {
        this.simulation = simulation;
        this.topology = topology;
        this.liveness = liveness;
        this.services = services;
        this.datagrams = datagrams;
        this.transport = transport(Topology.ROOT);
        this.frontEnd = new FrontEnd(
                transport, topology, credentials, "host0", liveness, new Losses(), SinkThreads.inline(), () -> {});
    }

    public Topology topology() {
        return topology;
    }

    public FrontEnd frontEnd() {
        return frontEnd;
    }

    /** The front-end's. */
    public Transport transport() {
        return transport;
    }

    /** Starts all nodes and lets them join; false if they haven't within this time. */
    public boolean form(long limitNs) {
        startWithout(-1);
        return simulation.await(() -> frontEnd.ready().isDone(), limitNs);
    }

    /** Starts all nodes but one, an agent that joins later. */
    public void startWithout(int late) {
        frontEnd.listen(address(Topology.ROOT));
        IntStream.range(1, topology.nodes()).filter(node -> node != late).forEach(this::start);
        IntStream.range(1, topology.nodes()).filter(node -> node != late).forEach(this::join);
    }

    /** Starts the one that was left out. */
    public void startLate(int late) {
        simulation.say("host " + late + ": its process starts");
        start(late);
        join(late);
    }

    /** Starts a node's process again after its end, as somebody would who doesn't know that it has been replaced. */
    public void restart(int node) {
        simulation.say("host " + node + ": its process starts again");
        start(node);
        join(node);
    }

    /** Ends nodes that were started again: one that never found a parent would knock for ever. */
    public void endRestarted() {
        starts.forEach((node, count) -> {
            if (count > 1) {
                members.get(node).leave();
            }
        });
    }

    /** Tells the front-end that a node's process has ended, as a launcher would. */
    public void reportEnd(int node) {
        frontEnd.processEnded(List.of(node), "node " + node, "was killed by SIGKILL");
    }

    /** The node that this one is linked to; -1 if it is linked to none, or its process has ended. */
    int parent(int node) {
        return simulation.isAlive(node) ? members.get(node).parent() : -1;
    }

    /** The nodes of a role. */
    public int[] nodes(Role role) {
        return IntStream.range(0, topology.nodes())
                .filter(node -> topology.role(node) == role)
                .toArray();
    }

    private void start(int node) {
        Transport transport = transport(node);
        MemberNode member = new MemberNode(
                transport,
                topology,
                credentials,
                node,
                starts.merge(node, 1, Integer::sum),
                "host" + node,
                liveness,
                streams -> servicesOf(node, transport),
                why -> ended(node, transport, why.getMessage()));
        members.put(node, member);
        simulation.freeMemoryOf(node, () -> {
            member.leave();
            transport.close();
        });
        if (topology.role(node) != Role.AGENT) {
            member.listen(address(node));
        }
    }

    private Map<String, LeafService> servicesOf(int node, Transport transport) {
        return topology.role(node) == Role.AGENT ? services.of(topology.rank(node), transport) : Map.of();
    }

    private void join(int node) {
        members.get(node)
                .join(IntStream.iterate(topology.parent(node), above -> above >= 0, topology::parent)
                        .mapToObj(this::address)
                        .toList());
    }

    /** A process whose links are streams goes at once; one on datagrams stays until its peers have heard of the end. */
    private void ended(int node, Transport transport, String reason) {
        simulation.say("node " + node + " has ended: " + reason);
        simulation.at(simulation.nowNs() + (datagrams ? LINGER_NS : 0), transport::close);
    }

    private Transport transport(int node) {
        return datagrams ? simulation.startOnDatagrams(node) : simulation.start(node);
    }

    private Address address(int node) {
        return datagrams ? Address.udp("host-" + node, 1) : Address.local("host-" + node);
    }

    /** Says in the trace which ranks were lost. */
    private final class Losses implements SessionListener {
        @Override
        public void onLost(RankSet ranks, String reason) {
            simulation.say("front-end: lost ranks " + ranks + ": " + reason);
        }
    }
}
