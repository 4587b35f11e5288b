package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.LinkListener;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A whole tree on the test's thread and in virtual time. Agents answer the service {@link #SERVICE} with a probe. */
final class TreeFixture implements AutoCloseable {
    static final String SERVICE = "probe";
    /** Long enough for all waves that a test sends, but no test waits so long. */
    static final long WAVE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(8);

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
    private final List<Transport.Endpoint> endpoints = new ArrayList<>();

    /** @param puppets the nodes whose place a bare link takes, with nothing below */
    TreeFixture(Topology topology, int... puppets) {
        this.topology = topology;
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

    Streams root() {
        return streams.get(Topology.ROOT);
    }

    RankSet all() {
        return RankSet.all(topology.agents());
    }

    RootStream open(String filter, RankSet members, RootProbe consumer) {
        RootStream stream = root().open(spec(filter, members), consumer);
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

    /** Ends a node as a crash of its process would: all its links close. */
    void kill(int node) {
        nodes.get(node).close();
        time.settle();
    }

    void killRank(int rank) {
        kill(topology.node(rank));
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
        root().closeAll();
        time.settle();
        nodes.values().forEach(Node::close);
        puppets.values().stream().filter(puppet -> !puppet.isRefused()).forEach(Puppet::close);
        endpoints.forEach(Transport.Endpoint::close);
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
        Node node = new Node(id, transport.scheduler(), allocator);
        Streams ofNode = new Streams(node, topology);
        ofNode.services(Map.of(SERVICE, this::open, "refuses", stream -> {
            throw new StciException(Status.INVALID_ARGUMENT, "request", "makes no sense", "");
        }));
        node.listen(new LinkListener() {
            @Override
            public void parentDown(StciException why) {
                node.close();
            }
        });
        nodes.put(id, node);
        streams.put(id, ofNode);
        if (topology.role(id) != Role.AGENT) {
            transport
                    .listen(Address.local(name + id), hello -> childLink(node, hello.node()))
                    .thenAccept(endpoints::add);
        }
    }

    private VcHandler childLink(Node node, int child) {
        return traffic.tap(node.id(), child, node.childLink(child));
    }

    private void join(int id) {
        if (isBelowPuppet(id)) {
            return;
        }
        Puppet puppet = puppets.get(id);
        VcHandler handler = puppet != null
                ? puppet
                : traffic.tap(id, Node.PARENT, nodes.get(id).parentLink());
        Address parent = Address.local(name + topology.parent(id));
        transport.connect(parent, new PeerHello("test", ByteString.EMPTY, id, 1, "host"), handler);
    }

    private boolean isBelowPuppet(int id) {
        int above = topology.parent(id);
        return above >= 0 && (puppetNodes.contains(above) || isBelowPuppet(above));
    }

    private void open(LeafStream stream) {
        probes.computeIfAbsent(stream.spec().getId(), key -> new TreeMap<>()).put(stream.rank(), new LeafProbe(stream));
    }
}
