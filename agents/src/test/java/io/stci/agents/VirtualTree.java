package io.stci.agents;

import io.stci.activemessages.LivenessPolicy;
import io.stci.core.RankSet;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.session.Credentials;
import io.stci.session.ExecJob;
import io.stci.session.ExecRequest;
import io.stci.session.FrontEnd;
import io.stci.session.MemberNode;
import io.stci.session.OutputMode;
import io.stci.session.Repair;
import io.stci.session.SessionListener;
import io.stci.session.SinkThreads;
import io.stci.testkit.CountingAllocator;
import io.stci.testkit.VirtualTime;
import io.stci.transport.Address;
import io.stci.transport.NettyTransport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A whole tree on the test's thread: real links, streams and jobs, scripted commands, virtual time. */
final class VirtualTree implements AutoCloseable {
    final VirtualTime time = new VirtualTime();
    final CountingAllocator allocator = new CountingAllocator();
    final NettyTransport transport = NettyTransport.on(time.loop(), allocator);
    final Topology topology;
    final FrontEnd frontEnd;
    final ScriptedCommands commands;
    final RecordedOutput stdout = new RecordedOutput();
    final RecordedOutput stderr = new RecordedOutput();
    final Map<Integer, String> ends = new TreeMap<>();
    private final String name = "tree-" + System.identityHashCode(this);
    private final Credentials credentials = Credentials.create("0badcafe");
    private final Map<Integer, MemberNode> nodes = new TreeMap<>();
    private final IntFunction<SampleService.Source> samples;

    VirtualTree(
            String shape,
            int agents,
            Path directory,
            SinkThreads sinkThreads,
            IntFunction<SampleService.Source> samples,
            Consumer<ScriptedCommands.Command> script) {
        this.samples = samples;
        topology = Topology.of(Shape.parse(shape), agents);
        commands = new ScriptedCommands(directory, script);
        frontEnd = new FrontEnd(
                transport,
                topology,
                credentials,
                "host",
                LivenessPolicy.standard(),
                new SessionListener() {},
                sinkThreads,
                () -> {});
        frontEnd.listen(address(Topology.ROOT));
        for (int node = 1; node < topology.nodes(); node++) {
            add(node);
        }
    }

    /** A tree whose commands run a script, with nothing else of note. */
    static VirtualTree running(String shape, int agents, Path directory, Consumer<ScriptedCommands.Command> script) {
        VirtualTree tree =
                new VirtualTree(shape, agents, directory, SinkThreads.inline(), rank -> (nowNs, out) -> {}, script);
        tree.form();
        return tree;
    }

    /** Lets all nodes join. */
    void form() {
        nodes.forEach((id, node) -> node.join(ancestors(id)));
        time.awaitUntil(() -> frontEnd.ready().isDone(), 10, TimeUnit.SECONDS);
    }

    ExecJob exec(OutputMode mode) {
        return exec(mode, RankSet.all(topology.agents()), RankSet.empty());
    }

    ExecJob exec(OutputMode mode, RankSet ranks, RankSet stdinRanks) {
        ExecJob job = frontEnd.exec(new ExecRequest(List.of("scripted"), ranks, mode, stdinRanks, "/"), stdout, stderr);
        time.settle();
        return job;
    }

    void awaitEnd(ExecJob job) {
        time.awaitUntil(() -> job.result().isDone(), 60, TimeUnit.SECONDS);
    }

    /** All links of a node close at once, as if its process had died. */
    void kill(int node) {
        killFromWithin(node);
        time.settle();
    }

    /** As {@link #kill}, for what is called by the tree itself. */
    void killFromWithin(int node) {
        nodes.get(node).leave();
    }

    private List<Address> ancestors(int node) {
        return IntStream.iterate(topology.parent(node), above -> above >= 0, topology::parent)
                .mapToObj(this::address)
                .toList();
    }

    Address address(int node) {
        return Address.local(name + "-" + node);
    }

    Credentials credentials() {
        return credentials;
    }

    List<Repair> repairs() {
        CompletableFuture<List<Repair>> repairs = frontEnd.repairs();
        time.settle();
        return repairs.join();
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
                streams -> new AgentServices(
                                streams,
                                transport.scheduler(),
                                commands,
                                Map.of("STCI_SESSION", credentials.session()),
                                () -> samples.apply(topology.rank(id)))
                        .byName(),
                why -> ends.put(id, why.getMessage()));
        nodes.put(id, node);
        node.listen(address(id));
        time.settle();
    }
}
