package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.google.protobuf.ByteString;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.LinkListener;
import io.stci.activemessages.LivenessPolicy;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.routing.Adoption;
import io.stci.routing.Role;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.testkit.CountingAllocator;
import io.stci.testkit.VirtualTime;
import io.stci.transport.Address;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.transport.NettyTransport;
import io.stci.transport.PeerHello;
import io.stci.transport.Transport;
import io.stci.transport.VcHandler;
import io.stci.wire.StreamSpec;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A whole tree on the test's thread and in virtual time. Agents answer the service {@link #SERVICE} with a probe. */
final class TreeFixture implements AutoCloseable {
    static final String SERVICE = "probe";
    /** Long enough for all waves that a test sends, but no test waits so long. */
    static final long WAVE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    /** Why a node is missing whose links have closed. */
    static final String GONE = "was closed by the other end";
    /** So long a node is waited for, and a moment more. */
    static final long PATIENCE_MS = 26_010;

    private static final long RECONNECT_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final AtomicInteger TREES = new AtomicInteger();

    final VirtualTime time = new VirtualTime();
    final Traffic traffic = new Traffic();
    final Topology topology;
    private final CountingAllocator allocator = new CountingAllocator();
    private final NettyTransport transport = NettyTransport.on(time.loop(), allocator);
    private final String name = "tree-" + TREES.incrementAndGet() + "-";
    private final Set<Integer> puppetNodes = new HashSet<>();
    private final Map<Integer, Node> nodes = new TreeMap<>();
    private final Map<Integer, Streams> streams = new TreeMap<>();
    private final Map<Integer, Puppet> puppets = new HashMap<>();
    private final Map<Integer, Map<Integer, LeafProbe>> probes = new HashMap<>();
    private final Map<Integer, Transport.Endpoint> endpoints = new HashMap<>();
    private final Map<Integer, Integer> tried = new HashMap<>();
    private final Set<Integer> dead = new HashSet<>();
    private final IntFunction<FilterCatalog> catalogs;
    private final boolean heals;
    private boolean closing;

    /** @param puppets the nodes whose place a bare link takes, with nothing below */
    TreeFixture(Topology topology, int... puppets) {
        this(topology, false, node -> UpFilters.catalog(), puppets);
    }

    private TreeFixture(Topology topology, boolean heals, IntFunction<FilterCatalog> catalogs, int... puppets) {
        this.catalogs = catalogs;
        this.topology = topology;
        this.heals = heals;
        for (int node : puppets) {
            puppetNodes.add(node);
        }
        for (int node = 0; node < topology.nodes(); node++) {
            add(node);
        }
        time.settle();
        for (int node = 1; node < topology.nodes(); node++) {
            join(node);
        }
        time.settle();
    }

    static TreeFixture of(String shape, int agents) {
        return new TreeFixture(Topology.of(Shape.parse(shape), agents));
    }

    /** A tree in which a node that loses its parent connects to the nearest ancestor that lives. */
    static TreeFixture healing(String shape, int agents) {
        return new TreeFixture(Topology.of(Shape.parse(shape), agents), true, node -> UpFilters.catalog());
    }

    /** A tree whose nodes know these filters. */
    static TreeFixture with(String shape, int agents, IntFunction<FilterCatalog> catalogs) {
        return new TreeFixture(Topology.of(Shape.parse(shape), agents), true, catalogs);
    }

    Streams root() {
        return streams.get(Topology.ROOT);
    }

    RankSet all() {
        return RankSet.all(topology.agents());
    }

    RootStream open(String filter, RankSet members, RootProbe consumer) {
        return open(spec(filter, members), consumer);
    }

    RootStream open(StreamSpec.Builder spec, RootProbe consumer) {
        RootStream stream = root().open(spec, consumer);
        time.settle();
        return stream;
    }

    static StreamSpec.Builder spec(String filter, RankSet members) {
        return StreamSpec.newBuilder()
                .setMembers(ByteString.copyFrom(members.encode()))
                .setUpFilter(filter)
                .setService(SERVICE)
                .setWaveTimeoutNs(WAVE_TIMEOUT_NS);
    }

    /** The probes of the stream opened last, by rank. */
    Map<Integer, LeafProbe> probes() {
        return probes.getOrDefault(root().lastId(), Map.of());
    }

    LeafProbe probe(int rank) {
        return probes().get(rank);
    }

    /** All probes of the stream opened last say that they have begun. */
    void begin() {
        probes().values().forEach(probe -> probe.stream.begin());
        time.settle();
    }

    Puppet puppet(int node) {
        return puppets.get(node);
    }

    Streams streams(int node) {
        return streams.get(node);
    }

    /** Ends a node as a crash of its process would: all its links close, and nobody can connect to it. */
    void kill(int node) {
        crash(node);
        time.settle();
    }

    /** As {@link #kill}, also from within the tree's own work. */
    void crash(int node) {
        if (dead.add(node)) {
            traffic.died(node);
            transport.execute(() -> end(node));
        }
    }

    private void end(int node) {
        streams.get(node).release();
        nodes.get(node).close();
        if (endpoints.containsKey(node)) {
            endpoints.get(node).close();
        }
    }

    /** As {@link #crash}; what it had sent and nobody has received may be lost. */
    void crash(int node, boolean inFlightIsLost) {
        if (inFlightIsLost) {
            traffic.silenced(node);
        }
        crash(node);
    }

    /** Ends a node, and waits until nobody waits for it any more. */
    void lose(int node) {
        kill(node);
        time.advance(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    /** Ends an agent, and tells the tree that its process has ended. */
    void killRank(int rank) {
        kill(topology.node(rank));
        agentDied(topology.node(rank));
    }

    /** Tells the tree that the process of an agent has ended. */
    void agentDied(int node) {
        root().agentsDied(List.of(node), GONE);
        time.settle();
    }

    boolean isDead(int node) {
        return dead.contains(node);
    }

    /** The nodes between the front-end and the agents that live. */
    List<Integer> junctions() {
        return nodes.keySet().stream()
                .filter(node -> topology.role(node) == Role.JUNCTION && !isDead(node))
                .toList();
    }

    /** Each node that lives stands where the deaths alone say that it must. */
    void assertHealed(String what) {
        int[] lost = dead.stream().mapToInt(Integer::intValue).toArray();
        Adoption expected = Adoption.of(topology).with(lost);
        for (Node node : nodes.values()) {
            if (!isDead(node.id())) {
                int[] children = expected.children(node.id());
                Arrays.sort(children);
                assertArrayEquals(children, node.children(), "children of node " + node.id() + ", " + what);
            }
        }
    }

    Collection<Integer> alive() {
        return nodes.values().stream()
                .filter(node -> node.id() == Topology.ROOT || node.hasParent())
                .map(Node::id)
                .toList();
    }

    /** Sends a node what its parent never would; numbered 2. */
    void sendDown(int node, int handler, int stream, byte[] payload) {
        Node parent = nodes.get(topology.parent(node));
        parent.sendDown(node, Frames.of(allocator, handler, stream, 2, payload, 0, payload.length), Lane.DATA);
        time.settle();
    }

    /** What a node has received on the stream opened last and not passed on, as windows count it. */
    long heldBytes(int node) {
        int stream = root().lastId();
        long in = 0;
        for (int child : topology.children(node)) {
            in += traffic.costBytes(node, child, HandlerIds.STREAM_UP, stream);
        }
        return in - traffic.costBytes(topology.parent(node), node, HandlerIds.STREAM_UP, stream);
    }

    @Override
    public void close() {
        closing = true;
        streams.values().forEach(Streams::release);
        nodes.values().forEach(Node::close);
        puppets.values().stream().filter(puppet -> !puppet.isRefused()).forEach(Puppet::close);
        endpoints.values().forEach(Transport.Endpoint::close);
        time.settle();
        allocator.assertAllReleased();
    }

    private void add(int id) {
        if (puppetNodes.contains(id)) {
            puppets.put(id, new Puppet(allocator));
        } else if (!isBelowPuppet(id)) {
            addNode(id);
        }
    }

    private void addNode(int id) {
        Node node = new Node(id, transport.scheduler(), allocator, LivenessPolicy.standard());
        Streams ofNode = new Streams(node, topology, new TreeListener() {}, catalogs.apply(id));
        ofNode.services(Map.of(SERVICE, this::open, "refuses", stream -> {
            throw new StciException(Status.INVALID_ARGUMENT, "request", "makes no sense", "");
        }));
        node.listen(new LinkListener() {
            @Override
            public void parentDown(StciException why) {
                reconnect(id, topology.parent(id));
            }

            @Override
            public void parentUnreachable(StciException why) {
                reconnect(id, topology.parent(tried.get(id)));
            }
        });
        nodes.put(id, node);
        streams.put(id, ofNode);
        if (topology.role(id) != Role.AGENT) {
            transport
                    .listen(Address.local(name + id), hello -> childLink(node, hello))
                    .thenAccept(endpoint -> endpoints.put(id, endpoint));
        }
    }

    private VcHandler childLink(Node node, PeerHello hello) {
        int child = hello.node();
        return traffic.tap(node.id(), child, child, node.childLink(child, hello.incarnation()));
    }

    private void join(int id) {
        if (isBelowPuppet(id)) {
            return;
        }
        Puppet puppet = puppets.get(id);
        VcHandler handler = puppet != null
                ? puppet
                : traffic.tap(
                        id, Node.PARENT, topology.parent(id), nodes.get(id).parentLink());
        connect(id, topology.parent(id), handler);
    }

    private void connect(int id, int parent, VcHandler handler) {
        connect(id, parent, 1, handler);
    }

    private void connect(int id, int parent, int incarnation, VcHandler handler) {
        Address address = Address.local(name + parent);
        transport.connect(address, new PeerHello("test", ByteString.EMPTY, id, incarnation, "host"), handler);
    }

    /** Breaks the link between a node and its parent; both live. */
    void breakLink(int node) {
        nodes.get(topology.parent(node))
                .refuseChild(node, new StciException(Status.UNAVAILABLE, "link", "broke in a test", ""));
    }

    /** What a process would be that takes a node's place and knows nothing of it; connects to this ancestor. */
    Puppet startAnew(int node, int ancestor, int incarnation) {
        Puppet puppet = new Puppet(allocator);
        connect(node, ancestor, incarnation, puppet);
        time.settle();
        return puppet;
    }

    /** Tries this ancestor next. */
    private void reconnect(int id, int ancestor) {
        if (heals && !closing && !isDead(id) && ancestor >= 0) {
            tried.put(id, ancestor);
            transport.scheduler().schedule(RECONNECT_NS, () -> {
                if (!closing && !isDead(id)) {
                    Node node = nodes.get(id);
                    connect(id, ancestor, traffic.tap(id, Node.PARENT, ancestor, node.parentLink()));
                }
            });
        }
    }

    private boolean isBelowPuppet(int id) {
        int above = topology.parent(id);
        return above >= 0 && (puppetNodes.contains(above) || isBelowPuppet(above));
    }

    private void open(LeafStream stream) {
        probes.computeIfAbsent(stream.spec().getId(), key -> new TreeMap<>()).put(stream.rank(), new LeafProbe(stream));
    }
}
