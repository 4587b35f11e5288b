package io.stci.agents;

import io.stci.activemessages.LivenessPolicy;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import io.stci.session.Credentials;
import io.stci.session.FrontEnd;
import io.stci.session.Session;
import io.stci.session.SessionListener;
import io.stci.session.SinkThreads;
import io.stci.transport.Address;
import io.stci.transport.NettyTransport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A session with all nodes in this JVM, on one thread. */
final class InProcessTree {
    private InProcessTree() {}

    static Session open(LocalSessionOptions options, Credentials credentials, String host, SessionListener listener) {
        Topology topology = options.topology();
        Path directory = SessionDirectory.create(credentials.session());
        InProcessGuard guard = InProcessGuard.start(credentials.session(), directory);
        NettyTransport transport = NettyTransport.inProcess("session-" + credentials.session());
        LivenessPolicy liveness = LivenessPolicy.downAfter(options.downAfter().toNanos());
        FrontEnd frontEnd =
                new FrontEnd(transport, topology, credentials, host, liveness, listener, SinkThreads.daemons(), () -> {
                    SessionDirectory.sweep(credentials.session(), directory);
                    guard.release();
                });
        NodeHost nodes = new NodeHost(
                transport,
                topology,
                credentials,
                host,
                directory,
                liveness,
                new AgentPrograms(options.program(), options.arguments(), frontEnd::fail));
        if (!options.program().isEmpty()) {
            frontEnd.serveAgents();
        }
        frontEnd.listen(address(credentials, Topology.ROOT)).join();
        for (int node = 1; node < topology.nodes(); node++) {
            nodes.add(node, why -> {});
            if (topology.role(node) == Role.JUNCTION) {
                nodes.listen(node, address(credentials, node)).join();
            }
        }
        for (int node = 1; node < topology.nodes(); node++) {
            nodes.join(node, ancestors(credentials, topology, node));
        }
        LocalSessions.limitForming(transport, frontEnd, options.joinTimeout().toNanos());
        return frontEnd;
    }

    private static List<Address> ancestors(Credentials credentials, Topology topology, int node) {
        List<Address> ancestors = new ArrayList<>();
        for (int above = topology.parent(node); above >= 0; above = topology.parent(above)) {
            ancestors.add(address(credentials, above));
        }
        return ancestors;
    }

    private static Address address(Credentials credentials, int node) {
        return Address.local("stci-" + credentials.session() + "-" + node);
    }
}
