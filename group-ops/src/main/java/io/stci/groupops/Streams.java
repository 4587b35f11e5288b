package io.stci.groupops;

import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.LinkListener;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.wire.StreamSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * The streams of one node. Confined to the node's thread.
 *
 * <p>A frame for a stream that isn't open here is dropped: it was on its way when the stream was closed.
 */
public final class Streams implements LinkListener {
    private final Node node;
    private final Topology topology;
    private Map<String, LeafService> services = Map.of();
    private final Map<Integer, InteriorStream> interior = new HashMap<>();
    private final Map<Integer, LeafStream> leaves = new HashMap<>();
    private int lastId;

    public Streams(Node node, Topology topology) {
        this.node = node;
        this.topology = topology;
        node.listen(this);
        registerDownward();
        registerUpward();
    }

    /** Sets what this agent does on streams that name it. */
    public void services(Map<String, LeafService> services) {
        this.services = Map.copyOf(services);
    }

    /**
     * Opens a stream from the front-end. Its consumer is given nothing until it has granted room.
     *
     * <p>An agent that doesn't know the service, or whose service refuses, is missing from the stream and harmed no further.
     * A junction that doesn't know the filter, being of another release, ends its link and is lost.
     *
     * @param spec without id, which is assigned here
     * @throws StciException NOT_FOUND if there is no such filter, INVALID_ARGUMENT if there are no members, not all of them
     *     are in the tree, or the filter can't do with the rest; nothing has been opened then
     */
    public RootStream open(StreamSpec.Builder spec, StreamConsumer consumer) {
        int id = lastId + 1;
        StreamSpec complete = spec.setId(id).build();
        InteriorStream stream =
                new InteriorStream(node, topology, complete, memberRanks(complete), new RootSink(consumer));
        lastId = id;
        interior.put(id, stream);
        stream.open(Frames.of(node.allocator(), HandlerIds.STREAM_OPEN, id, 0, complete));
        return new RootStream(node, id, stream, () -> close(id));
    }

    /** The id that the last stream opened here got. */
    public int lastId() {
        return lastId;
    }

    /** An agent's end of an open stream; null if it isn't open here. */
    public LeafStream leaf(int id) {
        return leaves.get(id);
    }

    @Override
    public void childDown(int child, StciException why) {
        for (InteriorStream stream : new ArrayList<>(interior.values())) {
            stream.childLost(child, why.reason());
        }
    }

    @Override
    public void parentDown(StciException why) {
        closeAll();
    }

    /** Ends all streams at this node. */
    public void closeAll() {
        new ArrayList<>(interior.keySet()).forEach(this::close);
        new ArrayList<>(leaves.keySet()).forEach(this::close);
    }

    private void registerDownward() {
        node.handleFromParent(HandlerIds.STREAM_OPEN, (from, frame) -> opened(frame));
        node.handleFromParent(HandlerIds.STREAM_CLOSE, (from, frame) -> close(frame.stream()));
        node.handleFromParent(HandlerIds.STREAM_DOWN, (from, frame) -> down(frame, false));
        node.handleFromParent(HandlerIds.STREAM_DOWN_END, (from, frame) -> down(frame, true));
        node.handleFromParent(HandlerIds.STREAM_UP_CREDIT, (from, frame) -> granted(frame));
    }

    private void registerUpward() {
        onInterior(HandlerIds.STREAM_UP, (stream, child, frame) -> stream.received(child, frame));
        onInterior(HandlerIds.STREAM_UP_BEGIN, (stream, child, frame) -> stream.childBegun(child));
        onInterior(HandlerIds.STREAM_UP_END, (stream, child, frame) -> stream.childEnded(child, frame));
        onInterior(HandlerIds.STREAM_DOWN_ACK, (stream, child, frame) -> stream.childAcked(child, frame.number()));
    }

    private void opened(Frame frame) {
        StreamSpec spec = Frames.parse(frame, StreamSpec.parser());
        if (interior.containsKey(spec.getId()) || leaves.containsKey(spec.getId())) {
            throw malformed(spec, "is open already");
        }
        RankSet members = RankSet.decode(spec.getMembers().toByteArray());
        if (!members.intersects(topology.ranks(node.id()))) {
            throw malformed(spec, "has no members at or below node " + node.id());
        }
        if (topology.role(node.id()) == Role.AGENT) {
            openLeaf(spec);
        } else {
            InteriorStream stream =
                    new InteriorStream(node, topology, spec, members, new ParentSink(node, spec.getId()));
            interior.put(spec.getId(), stream);
            stream.open(frame.retainedFrame());
        }
    }

    private void openLeaf(StreamSpec spec) {
        LeafStream leaf = new LeafStream(node, spec, topology.rank(node.id()));
        leaves.put(spec.getId(), leaf);
        try {
            serve(leaf);
        } catch (StciException refused) {
            leaves.remove(spec.getId());
            leaf.refuse(refused);
        }
    }

    private void serve(LeafStream leaf) {
        String name = leaf.spec().getService();
        if (!name.isEmpty()) {
            LeafService service = services.get(name);
            if (service == null) {
                throw new StciException(Status.NOT_FOUND, "service '" + name + "'", "is not known here", "");
            }
            service.open(leaf);
        }
    }

    private void down(Frame frame, boolean end) {
        InteriorStream stream = interior.get(frame.stream());
        LeafStream leaf = leaves.get(frame.stream());
        if (stream != null) {
            stream.down(frame.number(), frame.retainedFrame(), end);
        } else if (leaf != null && end) {
            leaf.downEnd(frame.number());
        } else if (leaf != null) {
            leaf.down(frame.number(), frame.payload());
        }
    }

    private void granted(Frame frame) {
        InteriorStream stream = interior.get(frame.stream());
        LeafStream leaf = leaves.get(frame.stream());
        if (stream != null) {
            stream.granted(frame.number());
        } else if (leaf != null) {
            leaf.granted(frame.number());
        }
    }

    private void close(int id) {
        InteriorStream stream = interior.remove(id);
        if (stream != null) {
            stream.close();
        }
        LeafStream leaf = leaves.remove(id);
        if (leaf != null) {
            leaf.close();
        }
    }

    private void onInterior(int handlerId, InteriorHandler handler) {
        node.handleFromChildren(handlerId, (child, frame) -> {
            InteriorStream stream = interior.get(frame.stream());
            if (stream != null) {
                handler.handle(stream, child, frame);
            }
        });
    }

    private RankSet memberRanks(StreamSpec spec) {
        RankSet members = RankSet.decode(spec.getMembers().toByteArray());
        if (members.isEmpty() || !topology.ranks(Topology.ROOT).containsAll(members)) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "rank set '" + members + "'",
                    members.isEmpty() ? "has no ranks" : "has ranks that are not in the tree",
                    "use ranks 0-" + (topology.agents() - 1));
        }
        return members;
    }

    private static StciException malformed(StreamSpec spec, String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "stream " + spec.getId(), reason, "");
    }

    private interface InteriorHandler {
        void handle(InteriorStream stream, int child, Frame frame);
    }
}
