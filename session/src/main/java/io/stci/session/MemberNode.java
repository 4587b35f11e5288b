package io.stci.session;

import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.LinkListener;
import io.stci.activemessages.LivenessPolicy;
import io.stci.activemessages.Node;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.LeafService;
import io.stci.groupops.Streams;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import io.stci.session.tool.FilterJars;
import io.stci.transport.Address;
import io.stci.transport.Admission;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A junction or agent of a session. Made on any thread; from then on it lives on its transport's thread.
 *
 * <p>When its parent is lost it links to the nearest ancestor that lives. It ends when the session does, when no ancestor
 * answers, or when it has been given up; then it closes its own links and streams.
 */
public final class MemberNode {
    private final Transport transport;
    private final Topology topology;
    private final Credentials credentials;
    private final Node node;
    private final boolean restarted;
    private final Streams streams;
    private final ParentSearch search;
    private final Consumer<StciException> onEnd;
    private final List<Transport.Endpoint> endpoints = new ArrayList<>();
    private boolean ended;

    /**
     * @param incarnation which start of the node it is, from 1 on: the nodes above take only the one that they knew first,
     *     and a later one takes nobody in until it has been taken in itself
     * @param services what an agent does on streams that name it, made once its streams are; none for a junction
     * @param onEnd told once when the node has ended, with the reason
     */
    public MemberNode(
            Transport transport,
            Topology topology,
            Credentials credentials,
            int id,
            int incarnation,
            String host,
            LivenessPolicy liveness,
            Function<Streams, Map<String, LeafService>> services,
            Consumer<StciException> onEnd) {
        this.transport = transport;
        this.topology = topology;
        this.credentials = credentials;
        this.onEnd = onEnd;
        this.node = new Node(id, transport.scheduler(), transport.allocator(), liveness);
        this.restarted = incarnation > 1;
        this.streams = new Streams(node, topology, new TreeReporter(node, topology));
        this.streams.services(services.apply(streams));
        if (topology.role(id) != Role.AGENT) {
            streams.tap(FilterJars.SERVICE, new FilterJars(streams.catalog(), transport.scheduler()));
        }
        node.listen(new LinkListener() {
            @Override
            public void childDown(int child, StciException why) {
                endIfLeft(child);
            }
        });
        this.search = new ParentSearch(
                transport, node, credentials.hello(id, incarnation, host), topology.role(id) != Role.AGENT, this::end);
        node.handleFromParent(HandlerIds.SHUTDOWN, (from, frame) -> {
            node.multisend(node.children(), Frames.of(node.allocator(), HandlerIds.SHUTDOWN, 0, 0), Lane.DATA);
            end(new StciException(Status.CANCELLED, "session", "was closed", ""));
        });
    }

    /** Lets the nodes below connect; completes with where. */
    public CompletableFuture<Address> listen(Address address) {
        return transport
                .listen(address, onceInTree(credentials.admission(node, topology)))
                .thenApply(endpoint -> {
                    endpoints.add(endpoint);
                    return endpoint.address();
                });
    }

    /**
     * A node that has started anew may have no place in the tree. Somebody who began with it and then looked further up would
     * be taken for who was there before.
     */
    private Admission onceInTree(Admission admission) {
        return hello -> {
            if (restarted && !search.hasJoined()) {
                throw new StciException(Status.UNAVAILABLE, "node " + node.id(), "has started anew", "");
            }
            return admission.admit(hello);
        };
    }

    /**
     * Connects to the parent. From any thread.
     *
     * @param ancestors where they listen, from the parent up to the front-end
     */
    public void join(List<Address> ancestors) {
        transport.execute(() -> search.start(ancestors));
    }

    /** The node that it is linked to; -1 while it is linked to none. On the node's thread. */
    public int parent() {
        if (ended || !node.hasParent()) {
            return -1;
        }
        int parent = topology.parent(node.id());
        for (int passed = 0; passed < search.nearest(); passed++) {
            parent = topology.parent(parent);
        }
        return parent;
    }

    /** Ends the node without a word, as if its process had died. From any thread. */
    public void leave() {
        transport.execute(() -> end(new StciException(Status.CANCELLED, "node " + node.id(), "left", "")));
    }

    /**
     * A junction that was stopped for long finds that a node below it has gone: it has found another parent, or will. This one
     * must make no claim about it then, and makes way.
     */
    private void endIfLeft(int child) {
        if (node.wasHeldUp()) {
            transport.execute(() -> {
                if (!node.hasChild(child)) {
                    end(new StciException(
                            Status.CANCELLED,
                            "node " + node.id(),
                            "was stopped for so long that nodes below it have left",
                            ""));
                }
            });
        }
    }

    private void end(StciException why) {
        if (!ended) {
            ended = true;
            search.stop();
            streams.release();
            endpoints.forEach(Transport.Endpoint::close);
            node.close();
            onEnd.accept(why);
        }
    }
}
