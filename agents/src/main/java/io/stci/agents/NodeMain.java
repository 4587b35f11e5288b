package io.stci.agents;

import io.stci.activemessages.LivenessPolicy;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A node process: hosts junctions or agents of one session.
 *
 * <p>It reads a {@code Bootstrap} from standard input, answers with {@code Ready} on standard output once its junctions
 * listen, and reads a {@code Join}. Its standard input then stays open for as long as the process that launched it lives. An
 * empty {@code Join} releases this process: it exits. Where standard input ends without that, the launcher has died, and this
 * process first ends what the session left on this host. It also exits when the last of its nodes has lost its parent.
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
        NodeHost nodes = host(bootstrap, transport);
        announce(bootstrap, nodes);
        if (!isReleased(in, nodes)) {
            nodes.stopStarting();
            SessionDirectory.sweep(bootstrap.getSession(), Path.of(bootstrap.getDirectory()));
        }
    }

    /** Follows the launcher until it lets go of this process, true, or is gone without a word, false. */
    private static boolean isReleased(InputStream in, NodeHost nodes) throws IOException {
        for (Join join = Join.parseDelimitedFrom(in); join != null; join = Join.parseDelimitedFrom(in)) {
            if (join.getParentsCount() == 0) {
                return true;
            }
            for (Join.Parent parent : join.getParentsList()) {
                nodes.join(
                        parent.getNode(),
                        parent.getAddressesList().stream().map(Address::parse).toList());
            }
        }
        return false;
    }

    private static NodeHost host(Bootstrap bootstrap, NettyTransport transport) {
        Topology topology = Topology.of(Shape.parse(bootstrap.getShape()), bootstrap.getAgents());
        Credentials credentials = new Credentials(bootstrap.getSession(), bootstrap.getCredential());
        NodeHost nodes = new NodeHost(
                transport,
                topology,
                credentials,
                bootstrap.getHost(),
                Path.of(bootstrap.getDirectory()),
                LivenessPolicy.downAfter(bootstrap.getDownAfterNs()),
                new AgentPrograms(bootstrap.getProgram(), bootstrap.getArgumentsList(), NodeMain::fail));
        for (Bootstrap.Placement placement : bootstrap.getNodesList()) {
            nodes.add(placement.getNode(), why -> haltSoon());
        }
        return nodes;
    }

    /** What this prints last is what the front-end says of the process's end. */
    private static void fail(StciException why) {
        System.err.println("stci: " + why.getMessage());
        Runtime.getRuntime().halt(1);
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
}
