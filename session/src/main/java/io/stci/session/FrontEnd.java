package io.stci.session;

import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.LivenessPolicy;
import io.stci.activemessages.Node;
import io.stci.core.Lifecycle;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.Streams;
import io.stci.groupops.filter.Reduction;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import io.stci.session.tool.CombinedStream;
import io.stci.session.tool.FrontEndTools;
import io.stci.session.tool.Group;
import io.stci.session.tool.Messages;
import io.stci.session.tool.RecordStream;
import io.stci.session.tool.Result;
import io.stci.session.tool.StreamOptions;
import io.stci.session.tool.ToolStream;
import io.stci.transport.Address;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The front-end of a session: the root of the tree. Who launches the nodes below is its maker's affair; they connect to
 * where this listens.
 */
public final class FrontEnd implements Session {
    private enum State {
        FORMING,
        READY,
        CLOSED
    }

    private static final Lifecycle.Table<State> STATES = Lifecycle.table(State.class)
            .allow(State.FORMING, State.READY, State.CLOSED)
            .allow(State.READY, State.CLOSED);

    private final Transport transport;
    private final Topology topology;
    private final Credentials credentials;
    private final SinkThreads sinkThreads;
    private final Runnable onClose;
    private final Node node;
    private final Streams streams;
    private final TreeWatch tree;
    private final FrontEndTools tools;
    private final Lifecycle<State> state;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final List<Consumer<Throwable>> jobs = new ArrayList<>();
    private final List<Transport.Endpoint> endpoints = new ArrayList<>();
    /** Held while the session is being closed, so that a second caller waits for the first. */
    private final AtomicBoolean closing = new AtomicBoolean();

    private boolean servesAgents;

    /**
     * @param host where the nodes run, for messages
     * @param onClose ends the processes of the session; called once, on the thread that closes it
     */
    public FrontEnd(
            Transport transport,
            Topology topology,
            Credentials credentials,
            String host,
            LivenessPolicy liveness,
            SessionListener listener,
            SinkThreads sinkThreads,
            Runnable onClose) {
        this.transport = transport;
        this.topology = topology;
        this.credentials = credentials;
        this.sinkThreads = sinkThreads;
        this.onClose = onClose;
        this.node = new Node(Topology.ROOT, transport.scheduler(), transport.allocator(), liveness);
        this.tree = new TreeWatch(node, topology, host, listener, this::complete);
        this.streams = new Streams(node, topology, tree);
        this.tools = new FrontEndTools(transport, streams, RankSet.all(topology.agents()), tree::reasons);
        this.state = STATES.start("session " + credentials.session(), State.FORMING);
    }

    /** Lets nodes connect; completes with where. */
    public CompletableFuture<Address> listen(Address address) {
        return transport.listen(address, credentials.admission(node, topology)).thenApply(endpoint -> {
            endpoints.add(endpoint);
            return endpoint.address();
        });
    }

    /** Gives up while the tree forms; afterwards without effect. From any thread. */
    public void fail(StciException why) {
        ready.completeExceptionally(why);
    }

    /**
     * A process of the session has ended: explains why its nodes are lost. From any thread.
     *
     * @param process its name
     * @param cause how it ended, in words
     */
    public void processEnded(List<Integer> nodes, String process, String cause) {
        transport.execute(() -> {
            nodes.forEach(id -> tree.processEnded(id, process, cause));
            List<Integer> agents =
                    nodes.stream().filter(id -> topology.role(id) == Role.AGENT).toList();
            if (!agents.isEmpty() && !state.is(State.CLOSED)) {
                streams.agentsDied(agents, process + ": " + cause);
            }
        });
    }

    @Override
    public String id() {
        return credentials.session();
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public CompletableFuture<Void> ready() {
        return ready;
    }

    /** The streams of the root, for those who open their own. From the front-end's thread. */
    public Streams streams() {
        return streams;
    }

    @Override
    public Group group(RankSet members) {
        checkRanks(members);
        return tools.group(members);
    }

    @Override
    public Request<Result<Long>> loadFilters(String name, byte[] jar, Duration deadline) {
        return tools.loadFilters(name, jar, deadline);
    }

    @Override
    public Messages messages() {
        return tools.messages();
    }

    @Override
    public RecordStream openRecords(String name, RankSet members, byte[] request) {
        checkRanks(members);
        return tools.openRecords(name, members, request);
    }

    @Override
    public <V> CombinedStream<V> openCombined(
            String name, Reduction<?, V> reduction, RankSet members, Duration window) {
        checkRanks(members);
        return tools.openCombined(name, reduction, members, window);
    }

    @Override
    public <I, V> ToolStream<I, V> open(StreamOptions<I, V> options) {
        return tools.open(options);
    }

    /** Lets agents begin operations of their own once the session is ready, as its agents run a program. Before any joins. */
    public void serveAgents() {
        transport.execute(() -> servesAgents = true);
    }

    /** How far the tree has formed, in words, for an error message. From the front-end's thread. */
    public String progress() {
        return tree.connectedCount() + " of " + (topology.nodes() - 1) + " nodes connected, waiting for "
                + tree.waitingFor();
    }

    @Override
    public ExecJob exec(ExecRequest request, OutputSink stdout, OutputSink stderr) {
        checkRanks(request.ranks());
        checkRanks(request.stdinRanks());
        RunningExec job = new RunningExec(transport, streams, tree, request, stdout, stderr, sinkThreads);
        transport.execute(() -> start(job::abandon, job::start));
        return job;
    }

    @Override
    public WaveJob sample(long intervalNs, long count, Consumer<SampleWave> onWave) {
        RankSet all = RankSet.all(topology.agents());
        return start(new RunningSample(transport, streams, tree, all, intervalNs, count, onWave));
    }

    @Override
    public WaveJob probe(ProbeRequest request, Consumer<ProbeWave> onWave) {
        RankSet all = RankSet.all(topology.agents());
        return start(new RunningProbe(transport, streams, tree, all, request, onWave));
    }

    @Override
    public CompletableFuture<List<Repair>> repairs() {
        return CompletableFuture.supplyAsync(tree::repairs, transport::execute);
    }

    @Override
    public CompletableFuture<SessionTree> tree() {
        return CompletableFuture.supplyAsync(tree::snapshot, transport::execute);
    }

    @Override
    public void close() {
        synchronized (closing) {
            if (closing.compareAndSet(false, true) && end().join()) {
                onClose.run();
                transport.close();
            }
        }
    }

    /**
     * Ends jobs, streams and links, without waiting for processes. From any thread.
     *
     * @return completes with true, or false if that had been done before
     */
    public CompletableFuture<Boolean> end() {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        transport.execute(() -> ended.complete(closeOnThread()));
        return ended;
    }

    private boolean closeOnThread() {
        if (state.is(State.CLOSED)) {
            return false;
        }
        state.move(State.CLOSED);
        StciException gone = new StciException(Status.CANCELLED, "session " + id(), "was closed", "");
        ready.completeExceptionally(gone);
        jobs.forEach(job -> job.accept(gone));
        tools.close(gone);
        endpoints.forEach(Transport.Endpoint::close);
        streams.release();
        node.multisend(node.children(), Frames.of(node.allocator(), HandlerIds.SHUTDOWN, 0, 0), Lane.DATA);
        node.close();
        return true;
    }

    private WaveJob start(RunningWaves job) {
        transport.execute(() -> start(job::abandon, job::start));
        return job;
    }

    private void start(Consumer<Throwable> abandon, Runnable start) {
        if (state.is(State.READY)) {
            jobs.add(abandon);
            startOrAbandon(abandon, start);
        } else {
            abandon.accept(new StciException(
                    Status.UNAVAILABLE, "session " + id(), "is " + state.state(), "wait until it is ready"));
        }
    }

    /** What can't travel, such as a command line larger than a message, fails its job and nothing else. */
    private static void startOrAbandon(Consumer<Throwable> abandon, Runnable start) {
        try {
            start.run();
        } catch (StciException refused) {
            abandon.accept(refused);
        }
    }

    private void complete() {
        if (state.is(State.FORMING)) {
            state.move(State.READY);
            if (servesAgents) {
                tools.serveAgents();
            }
            ready.complete(null);
        }
    }

    private void checkRanks(RankSet ranks) {
        RankSet strangers = ranks.minus(RankSet.all(topology.agents()));
        if (!strangers.isEmpty()) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "rank set " + ranks,
                    "there is no rank " + strangers,
                    "use ranks 0-" + (topology.agents() - 1));
        }
    }
}
