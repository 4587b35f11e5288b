package io.stci.agents;

import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.session.Credentials;
import io.stci.session.Repair;
import io.stci.session.Session;
import io.stci.session.SessionListener;
import io.stci.testkit.NodeProcesses;
import io.stci.testkit.TcpProxy;
import io.stci.transport.Address;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A tree whose junctions and agents have a process each, linked by TCP, under a front-end in this one. Links that were asked
 * for lead through proxies.
 */
final class RealTree implements AutoCloseable {
    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(60);

    final Topology topology;
    final Session session;
    final NodeProcesses processes;
    private final Map<Integer, Integer> ports = new ConcurrentHashMap<>();
    private final Map<Integer, TcpProxy> proxies = new ConcurrentHashMap<>();

    private RealTree(Topology topology, Duration downAfter, List<Integer> proxied) {
        this.topology = topology;
        Credentials credentials = Credentials.create(
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
        LocalSessionOptions options = new LocalSessionOptions(topology, 1, false, "tcp", JOIN_TIMEOUT, downAfter);
        this.session = ProcessTree.open(
                options,
                credentials,
                "host",
                new SessionListener() {},
                (node, ancestor, listening) -> route(proxied, node, ancestor, listening));
        this.processes = new NodeProcesses(ProcessHandle.current(), credentials.session());
    }

    /**
     * Forms a tree.
     *
     * @param proxied nodes whose link to their parent leads through a proxy
     */
    static RealTree form(String shape, int agents, Duration downAfter, Integer... proxied) {
        Topology topology = Topology.of(Shape.parse(shape), agents);
        RealTree tree = new RealTree(topology, downAfter, List.of(proxied));
        try {
            tree.session.ready().get(JOIN_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return tree;
        } catch (Exception e) {
            tree.close();
            throw new AssertionError("the tree has not formed", e);
        }
    }

    /** The port on which the front-end or a junction listens. */
    int port(int node) {
        return ports.get(node);
    }

    /** The proxy between a node and its parent. */
    TcpProxy proxy(int node) {
        return proxies.get(node);
    }

    List<Repair> repairs() {
        return session.repairs().join();
    }

    @Override
    public void close() {
        session.close();
        proxies.values().forEach(TcpProxy::close);
    }

    private Address route(List<Integer> proxied, int node, int ancestor, Address listening) {
        ports.put(ancestor, listening.port());
        if (ancestor != topology.parent(node) || !proxied.contains(node)) {
            return listening;
        }
        TcpProxy proxy = proxies.computeIfAbsent(node, none -> TcpProxy.to(listening.port()));
        return Address.tcp(listening.name(), proxy.port());
    }
}
