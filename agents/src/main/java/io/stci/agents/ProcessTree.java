package io.stci.agents;

import io.stci.activemessages.LivenessPolicy;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import io.stci.session.Credentials;
import io.stci.session.FrontEnd;
import io.stci.session.Session;
import io.stci.session.SessionListener;
import io.stci.session.SinkThreads;
import io.stci.transport.Address;
import io.stci.transport.NettyTransport;
import io.stci.wire.Bootstrap;
import io.stci.wire.Join;
import io.stci.wire.Ready;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A session with its junctions and agents in processes of their own on this machine. All processes are started at once; each
 * is told where the parents of its nodes listen as soon as that is known.
 *
 * <p>Threads: what is said by the processes arrives on several; the state of the placement is guarded by this object.
 */
final class ProcessTree {
    private static final String LOOPBACK = "127.0.0.1";
    private static final long END_WAIT_NS = TimeUnit.SECONDS.toNanos(5);

    private final LocalSessionOptions options;
    private final Topology topology;
    private final Credentials credentials;
    private final String host;
    private final Route route;
    private final Path directory;
    private final List<NodeProcess> processes = new ArrayList<>();
    private final Map<Integer, Address> addresses = new HashMap<>();
    private final Set<NodeProcess> waiting = new LinkedHashSet<>();
    private FrontEnd frontEnd;
    private volatile boolean closing;

    private ProcessTree(LocalSessionOptions options, Credentials credentials, String host, Route route) {
        this.options = options;
        this.topology = options.topology();
        this.credentials = credentials;
        this.host = host;
        this.route = route;
        this.directory = SessionDirectory.create(credentials.session());
    }

    /** @param route how nodes are to reach their ancestors */
    static Session open(
            LocalSessionOptions options, Credentials credentials, String host, SessionListener listener, Route route) {
        ProcessTree tree = new ProcessTree(options, credentials, host, route);
        try {
            return tree.start(listener);
        } catch (CompletionException e) {
            tree.end();
            throw LocalSessions.unwrap(e);
        } catch (RuntimeException e) {
            tree.end();
            throw e;
        }
    }

    private Session start(SessionListener listener) {
        new LocalLauncher(credentials.session(), directory, topology, options.perProcess()).launch(this::bootstrap);
        NettyTransport transport = NettyTransport.sockets("front-end");
        frontEnd = new FrontEnd(
                transport,
                topology,
                credentials,
                host,
                LivenessPolicy.downAfter(options.downAfter().toNanos()),
                listener,
                SinkThreads.daemons(),
                this::end);
        Address address = frontEnd.listen(rootAddress()).join();
        if (!options.program().isEmpty()) {
            frontEnd.serveAgents();
        }
        known(Topology.ROOT, address);
        processes.forEach(this::follow);
        joinThoseThatCan();
        LocalSessions.limitForming(transport, frontEnd, options.joinTimeout().toNanos());
        return frontEnd;
    }

    /** At once, so that a process knows what to clean up should this one die. */
    private void bootstrap(NodeProcess process) {
        processes.add(process);
        Bootstrap.Builder message = Bootstrap.newBuilder()
                .setSession(credentials.session())
                .setCredential(credentials.secret())
                .setShape(topology.shape().text())
                .setAgents(topology.agents())
                .setDirectory(directory.toString())
                .setDownAfterNs(options.downAfter().toNanos())
                .setHost(host)
                .setProgram(options.program())
                .addAllArguments(options.arguments());
        for (int node : process.nodes()) {
            message.addNodesBuilder().setNode(node).setListen(listenAddress(node));
        }
        process.bootstrap(message.build());
    }

    private void follow(NodeProcess process) {
        process.onEnd(end -> ended(process, end));
        mayJoin(process);
        if (process.role() == Role.JUNCTION) {
            process.onReady(this::ready);
        }
    }

    private synchronized void stopJoining() {
        closing = true;
    }

    private synchronized void mayJoin(NodeProcess process) {
        waiting.add(process);
    }

    private void ready(Ready ready) {
        ready.getEndpointsList().forEach(endpoint -> known(endpoint.getNode(), Address.parse(endpoint.getAddress())));
        joinThoseThatCan();
    }

    private synchronized void known(int node, Address address) {
        addresses.put(node, address);
    }

    private synchronized void joinThoseThatCan() {
        if (closing) {
            return;
        }
        for (NodeProcess process : new ArrayList<>(waiting)) {
            if (process.nodes().stream().allMatch(node -> ancestors(node).allMatch(addresses::containsKey))) {
                waiting.remove(process);
                Join.Builder join = Join.newBuilder();
                for (int node : process.nodes()) {
                    join.addParentsBuilder().setNode(node).addAllAddresses(routes(node));
                }
                process.join(join.build());
            }
        }
    }

    private List<String> routes(int node) {
        return ancestors(node)
                .mapToObj(ancestor -> route.to(node, ancestor, addresses.get(ancestor)))
                .map(Address::toString)
                .toList();
    }

    /** From the parent up to the front-end. */
    private IntStream ancestors(int node) {
        return IntStream.iterate(topology.parent(node), above -> above >= 0, topology::parent);
    }

    private void ended(NodeProcess process, NodeProcess.End end) {
        if (!closing) {
            if (end.isCause()) {
                frontEnd.processEnded(process.nodes(), process.toString(), end.words());
            }
            frontEnd.fail(new StciException(
                    Status.UNAVAILABLE, process.toString(), end.words(), "look at the limits on memory and processes"));
            sweepAfter(process);
        }
    }

    /** The commands of agents that were killed have nobody left to end them. */
    private void sweepAfter(NodeProcess process) {
        if (process.role() == Role.AGENT) {
            process.nodes()
                    .forEach(node -> ProcessSweep.killHolding(ExecService.TASK_VARIABLE + "="
                            + ExecService.task(credentials.session(), topology.rank(node))));
        }
    }

    /**
     * Sweeps before it releases the processes: should this one be killed meanwhile, they still do it in its stead. And again
     * after they have ended, for what they started at that very moment.
     */
    private void end() {
        stopJoining();
        SessionDirectory.sweep(credentials.session(), directory);
        processes.forEach(NodeProcess::release);
        long deadlineNs = System.nanoTime() + END_WAIT_NS;
        processes.forEach(process -> process.awaitEnd(deadlineNs));
        SessionDirectory.sweep(credentials.session(), directory);
    }

    private Address rootAddress() {
        String asked = options.address();
        if (asked.equals("unix")) {
            return Address.unix(socket(Topology.ROOT));
        }
        int colon = asked.indexOf(':');
        return onLoopback(colon < 0 ? 0 : Integer.parseInt(asked.substring(colon + 1)));
    }

    private String listenAddress(int node) {
        if (topology.role(node) == Role.AGENT) {
            return "";
        }
        return options.address().equals("unix")
                ? Address.unix(socket(node)).toString()
                : onLoopback(0).toString();
    }

    private Address onLoopback(int port) {
        return options.address().startsWith("udp") ? Address.udp(LOOPBACK, port) : Address.tcp(LOOPBACK, port);
    }

    private String socket(int node) {
        return directory.resolve("n" + node + ".sock").toString();
    }
}
