package io.stci.session;

import io.stci.activemessages.LinkListener;
import io.stci.activemessages.Node;
import io.stci.core.StciException;
import io.stci.groupops.LeafService;
import io.stci.groupops.Streams;
import io.stci.routing.Topology;
import io.stci.transport.Address;
import io.stci.transport.Transport;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A junction or agent of a session. Made on any thread; from then on it lives on its transport's thread.
 *
 * <p>It ends when its link to the parent does: it closes its own links and streams, so that everything below ends too.
 */
public final class MemberNode {
    private final Transport transport;
    private final Topology topology;
    private final Credentials credentials;
    private final String host;
    private final Node node;
    private final Streams streams;

    /**
     * @param services what an agent does on streams that name it, made once its streams are; none for a junction
     * @param onEnd told once when the node has ended, with the reason
     */
    public MemberNode(
            Transport transport,
            Topology topology,
            Credentials credentials,
            int id,
            String host,
            Function<Streams, Map<String, LeafService>> services,
            Consumer<StciException> onEnd) {
        this.transport = transport;
        this.topology = topology;
        this.credentials = credentials;
        this.host = host;
        this.node = new Node(id, transport.scheduler(), transport.allocator());
        this.streams = new Streams(node, topology);
        this.streams.services(services.apply(streams));
        new TreeReporter(node);
        node.listen(new LinkListener() {
            @Override
            public void parentDown(StciException why) {
                node.close();
                onEnd.accept(why);
            }
        });
    }

    /** Lets children connect; completes with where. */
    public CompletableFuture<Address> listen(Address address) {
        return transport.listen(address, credentials.admission(node, topology)).thenApply(Transport.Endpoint::address);
    }

    /** Connects to the parent. From any thread. */
    public void join(Address parent) {
        transport.execute(() -> transport.connect(parent, credentials.hello(node.id(), host), node.parentLink()));
    }

    /** Closes all links of the node. From any thread. */
    public void leave() {
        transport.execute(node::close);
    }
}
