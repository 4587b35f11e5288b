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
     * @param spec without id, which is assigned here
     */
    public RootStream open(StreamSpec.Builder spec, StreamConsumer consumer) {
        int id = ++lastId;
        StreamSpec complete = spec.setId(id).build();
        InteriorStream stream = new InteriorStream(node, topology, complete, members(complete), new RootSink(consumer));
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
        onInterior(HandlerIds.STREAM_UP_END, (stream, child, frame) -> stream.childEnded(child));
        onInterior(HandlerIds.STREAM_DOWN_ACK, (stream, child, frame) -> stream.childAcked(child, frame.number()));
    }

    private void opened(Frame frame) {
        StreamSpec spec = Frames.parse(frame, StreamSpec.parser());
        if (interior.containsKey(spec.getId()) || leaves.containsKey(spec.getId())) {
            throw new StciException(Status.PROTOCOL_ERROR, "stream " + spec.getId(), "is open already", "");
        }
        if (topology.role(node.id()) == Role.AGENT) {
            openLeaf(spec);
        } else {
            InteriorStream stream =
                    new InteriorStream(node, topology, spec, members(spec), new ParentSink(node, spec.getId()));
            interior.put(spec.getId(), stream);
            stream.open(frame.retainedFrame());
        }
    }

    private void openLeaf(StreamSpec spec) {
        LeafStream leaf = new LeafStream(node, spec, topology.rank(node.id()));
        leaves.put(spec.getId(), leaf);
        if (!spec.getService().isEmpty()) {
            LeafService service = services.get(spec.getService());
            if (service == null) {
                throw new StciException(Status.NOT_FOUND, "service " + spec.getService(), "is not known here", "");
            }
            service.open(leaf);
        }
    }

    private void down(Frame frame, boolean end) {
        InteriorStream stream = interior.get(frame.stream());
        LeafStream leaf = leaves.get(frame.stream());
        if (stream != null) {
            stream.down(frame.number(), frame.retainedFrame());
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

    private static RankSet members(StreamSpec spec) {
        return RankSet.decode(spec.getMembers().toByteArray());
    }

    private interface InteriorHandler {
        void handle(InteriorStream stream, int child, Frame frame);
    }
}
