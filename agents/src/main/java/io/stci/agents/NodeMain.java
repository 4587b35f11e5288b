package io.stci.agents;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.session.Credentials;
import io.stci.transport.Address;
import io.stci.transport.NettyTransport;
import io.stci.wire.Bootstrap;
import io.stci.wire.Join;
import io.stci.wire.Ready;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A node process: hosts junctions or agents of one session.
 *
 * <p>It reads a {@code Bootstrap} from standard input, answers with {@code Ready} on standard output once its junctions
 * listen, and reads a {@code Join}. Its standard input then stays open for as long as the process that launched it lives:
 * when that releases it, this process exits; when that died, this process first ends what the session left on this host. It
 * also exits when the last of its nodes has lost its parent.
 */
public final class NodeMain {
    private static final long LAUNCHER_WAIT_NS = TimeUnit.SECONDS.toNanos(1);

    private NodeMain() {}

    /** @param arguments none: everything comes on standard input */
    public static void main(String[] arguments) throws IOException {
        int status = 0;
        try {
            run(System.in);
        } catch (StciException e) {
            System.err.println("stci: " + e.getMessage());
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }

    private static void run(InputStream in) throws IOException {
        NettyTransport transport = NettyTransport.sockets("node");
        Bootstrap bootstrap = Bootstrap.parseDelimitedFrom(in);
        if (bootstrap == null) {
            return;
        }
        Optional<ProcessHandle> launcher = ProcessHandle.current().parent();
        NodeHost nodes = host(bootstrap, transport);
        announce(bootstrap, nodes);
        Join join = Join.parseDelimitedFrom(in);
        if (join != null) {
            for (Join.Parent parent : join.getParentsList()) {
                nodes.join(
                        parent.getNode(),
                        parent.getAddressesList().stream().map(Address::parse).toList());
            }
            awaitEnd(in);
        }
        if (!ProcessHandle.current().parent().equals(launcher)) {
            SessionDirectory.sweep(bootstrap.getSession(), Path.of(bootstrap.getDirectory()));
        }
    }

    private static NodeHost host(Bootstrap bootstrap, NettyTransport transport) {
        Topology topology = Topology.of(Shape.parse(bootstrap.getShape()), bootstrap.getAgents());
        Credentials credentials = new Credentials(bootstrap.getSession(), bootstrap.getCredential());
        NodeHost nodes =
                new NodeHost(transport, topology, credentials, bootstrap.getHost(), Path.of(bootstrap.getDirectory()));
        for (Bootstrap.Placement placement : bootstrap.getNodesList()) {
            nodes.add(placement.getNode(), why -> haltSoon());
        }
        return nodes;
    }

    /** If the launcher is gone too, standard input ends, and what the session left is swept before this process ends. */
    private static void haltSoon() {
        LockSupport.parkNanos(LAUNCHER_WAIT_NS);
        Runtime.getRuntime().halt(0);
    }

    private static void announce(Bootstrap bootstrap, NodeHost nodes) throws IOException {
        Ready.Builder ready = Ready.newBuilder();
        for (Bootstrap.Placement placement : bootstrap.getNodesList()) {
            if (!placement.getListen().isEmpty()) {
                Address bound = nodes.listen(placement.getNode(), Address.parse(placement.getListen()))
                        .join();
                ready.addEndpoints(
                        Ready.Endpoint.newBuilder().setNode(placement.getNode()).setAddress(bound.toString()));
            }
        }
        if (ready.getEndpointsCount() > 0) {
            ready.build().writeDelimitedTo(System.out);
            System.out.flush();
        }
    }

    private static void awaitEnd(InputStream in) throws IOException {
        if (in.read() >= 0) {
            throw new StciException(Status.PROTOCOL_ERROR, "launcher", "sent more than a join", "");
        }
    }
}
