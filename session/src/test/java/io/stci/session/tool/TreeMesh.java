package io.stci.session.tool;

import io.stci.activemessages.LivenessPolicy;
import io.stci.activemessages.message.Mesh;
import io.stci.activemessages.message.MessageCarrier;
import io.stci.activemessages.message.NodeThread;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.groupops.LeafService;
import io.stci.routing.Role;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.session.Credentials;
import io.stci.session.FrontEnd;
import io.stci.session.MemberNode;
import io.stci.session.SessionListener;
import io.stci.session.SinkThreads;
import io.stci.testkit.CountingAllocator;
import io.stci.testkit.VirtualTime;
import io.stci.transport.Address;
import io.stci.transport.NettyTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What carries messages in a session, over a whole tree on the test's thread: real links and streams, in virtual time. Links there take no time, so what comes is held back for a little.
 */
final class TreeMesh implements Mesh {
    private final VirtualTime time = new VirtualTime();
    private final CountingAllocator allocator = new CountingAllocator();
    private final NettyTransport transport = NettyTransport.on(time.loop(), allocator);
    private final String name = "mesh-" + System.identityHashCode(this);
    private final Credentials credentials = Credentials.create("0badcafe");
    private final Topology topology;
    private final FrontEnd frontEnd;
    private final MailHub hub;
    private final Map<Integer, MemberNode> nodes = new TreeMap<>();
    private final Map<Integer, LateCarrier> carriers = new TreeMap<>();
    private final List<Throwable> problems = new ArrayList<>();

    TreeMesh(String shape, int agents) {
        topology = Topology.of(Shape.parse(shape), agents);
        frontEnd = new FrontEnd(
                transport,
                topology,
                credentials,
                "host",
                LivenessPolicy.standard(),
                new SessionListener() {},
                SinkThreads.inline(),
                () -> {});
        frontEnd.listen(address(Topology.ROOT));
        IntStream.range(1, topology.nodes()).forEach(this::add);
        nodes.forEach((id, node) -> node.join(ancestors(id)));
        time.awaitUntil(() -> frontEnd.ready().isDone(), 10, TimeUnit.SECONDS);
        hub = new MailHub(transport, frontEnd.streams(), RankSet.all(agents));
        carriers.put(MessageCarrier.FRONT_END, new LateCarrier(hub, transport.scheduler()));
        transport.execute(hub::open);
        time.settle();
    }

    /** The front-end's. */
    Multicasts multicasts() {
        GroupOperations home = new GroupOperations(
                transport,
                frontEnd.streams(),
                frontEnd.streams().catalog(),
                reasons -> reasons,
                () -> time.loop().inEventLoop());
        return new Multicasts(home, transport.scheduler(), frontEnd.streams());
    }

    @Override
    public VirtualTime time() {
        return time;
    }

    @Override
    public int size() {
        return topology.agents();
    }

    @Override
    public MessageCarrier carrier(int end) {
        return carriers.get(end);
    }

    @Override
    public Scheduler scheduler(int end) {
        return new WatchedThread();
    }

    @Override
    public NodeThread thread(int end) {
        return new WatchedThread();
    }

    @Override
    public void kill(int rank) {
        int node = topology.node(rank);
        carriers.get(rank).kill();
        nodes.get(node).leave();
        frontEnd.processEnded(List.of(node), "node " + node, "was killed by SIGKILL");
        time.settle();
    }

    @Override
    public List<Throwable> problems() {
        return problems;
    }

    @Override
    public void close() {
        frontEnd.end();
        time.advance(11, TimeUnit.SECONDS);
        allocator.assertAllReleased();
    }

    private void add(int id) {
        MemberNode node = new MemberNode(
                transport,
                topology,
                credentials,
                id,
                1,
                "host",
                LivenessPolicy.standard(),
                streams -> services(id),
                why -> {});
        nodes.put(id, node);
        node.listen(address(id));
        time.settle();
    }

    private Map<String, LeafService> services(int id) {
        if (topology.role(id) != Role.AGENT) {
            return Map.of();
        }
        AgentMail mail = new AgentMail(topology.rank(id), topology.agents());
        carriers.put(topology.rank(id), new LateCarrier(mail, transport.scheduler()));
        return mail.services();
    }

    private List<Address> ancestors(int node) {
        return IntStream.iterate(topology.parent(node), above -> above >= 0, topology::parent)
                .mapToObj(this::address)
                .toList();
    }

    private Address address(int node) {
        return Address.local(name + "-" + node);
    }

    /** Remembers what tasks throw, which the loop only logs. */
    private final class WatchedThread implements Scheduler, NodeThread {
        @Override
        public long nowNs() {
            return transport.scheduler().nowNs();
        }

        @Override
        public Timer schedule(long delayNs, Runnable task) {
            return transport.scheduler().schedule(delayNs, watched(task));
        }

        @Override
        public void execute(Runnable task) {
            transport.execute(watched(task));
        }

        @Override
        public boolean isCurrent() {
            return time.loop().inEventLoop();
        }

        private Runnable watched(Runnable task) {
            return () -> {
                try {
                    task.run();
                } catch (RuntimeException | AssertionError e) {
                    problems.add(e);
                }
            };
        }
    }
}
