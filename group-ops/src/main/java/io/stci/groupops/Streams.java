package io.stci.groupops;

import io.netty.buffer.ByteBuf;
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
import io.stci.transport.Lane;
import io.stci.wire.Adoption;
import io.stci.wire.LostNode;
import io.stci.wire.StreamSpec;
import io.stci.wire.TreeEvent;
import io.stci.wire.WavePart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The streams of one node. Confined to the node's thread.
 *
 * <p>When a node loses its parent, it connects to the nearest ancestor that lives, and says which streams it knows and how
 * far it has them ({@code Adoption}). The adopter gives it the ranks that the lost node stood for, opens what it doesn't know,
 * sends down again what it lacks, and asks it to send up again from where the adopter stands (a resume):
 *
 * <ul>
 *   <li>Records: sources keep their output until the front-end confirms it. A resume names a position for each rank; every
 *       node below forgets what it holds, and the sources go back to that position. As all that goes up passes an adopter in
 *       order, it has each byte exactly once.
 *   <li>Waves: each node keeps what it sent for a wave until the front-end confirms the wave, and sends it again. The adopter
 *       drops it if what it already has of the lost node holds those ranks, else it takes the lost node's place.
 * </ul>
 *
 * <p>An orphan is believed: if its parent is still linked to the adopter, that link is closed first, and nothing more is
 * taken from it.
 *
 * <p>A frame for a stream that isn't open here is dropped: it was on its way when the stream was closed.
 */
public final class Streams implements LinkListener {
    private final Node node;
    private final Topology topology;
    private final TreeListener listener;
    private final Branches branches;
    /** Children that are linked but have not introduced themselves; true for those that are here for the first time. */
    private final Map<Integer, Boolean> arriving = new HashMap<>();
    /** Children that have. */
    private final Set<Integer> present = new HashSet<>();

    private final Map<Integer, InteriorStream> interior = new HashMap<>();
    private final Map<Integer, LeafStream> leaves = new HashMap<>();
    private Map<String, LeafService> services = Map.of();
    private int lastId;

    public Streams(Node node, Topology topology, TreeListener listener) {
        this.node = node;
        this.topology = topology;
        this.listener = listener;
        this.branches = new Branches(node, topology, this::gaveUp);
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
     * A junction that doesn't know the filter, being of another release, ends its link.
     *
     * @param spec without id, which is assigned here
     * @throws StciException NOT_FOUND if there is no such filter, INVALID_ARGUMENT if there are no members, not all of them
     *     are in the tree, or the filter can't do with the rest; nothing has been opened then
     */
    public RootStream open(StreamSpec.Builder spec, StreamConsumer consumer) {
        int id = lastId + 1;
        StreamSpec complete = spec.setId(id).build();
        checkMembers(complete);
        InteriorStream stream = openInterior(complete, new RootSink(consumer), () -> lastId = id);
        return new RootStream(node, id, stream, () -> close(id));
    }

    /** The id that the last stream opened here got. */
    public int lastId() {
        return lastId;
    }

    /** An agent's end of an open stream; null if it isn't open here. */
    public LeafStream leaf(int id) {
        LeafStream leaf = leaves.get(id);
        return leaf == null || leaf.isClosed() ? null : leaf;
    }

    @Override
    public void childUp(int child) {
        boolean belongsHere = branches.has(child);
        branches.checkWhole(child, belongsHere ? child : branches.branchAbove(child));
        if (!belongsHere) {
            adopt(child);
        }
        boolean first = branches.connected(child) && belongsHere;
        arriving.put(child, first);
    }

    @Override
    public void childDown(int child, StciException why) {
        present.remove(child);
        arriving.remove(child);
        interior().forEach(stream -> stream.vacate(child, why.reason()));
        branches.disconnected(child, why.reason());
    }

    @Override
    public void parentUp() {
        Adoption.Builder adoption = Adoption.newBuilder();
        for (InteriorStream stream : interior()) {
            stream.parentChanged();
            adoption.addStreams(stream.adoptionState());
        }
        for (LeafStream leaf : leaves.values()) {
            leaf.parentChanged();
            adoption.addStreams(leaf.adoptionState());
        }
        node.sendUp(Frames.of(node.allocator(), HandlerIds.STREAM_ADOPTION, 0, 0, adoption.build()), Lane.CONTROL);
    }

    @Override
    public void parentDown(StciException why) {
        interior().forEach(InteriorStream::parentChanged);
        leaves.values().forEach(LeafStream::parentChanged);
    }

    /** Tells the whole tree that the processes of these agents have ended. From the front-end. */
    public void agentsDied(Iterable<Integer> agents, String reason) {
        TreeEvent.Builder event = TreeEvent.newBuilder();
        for (int agent : agents) {
            event.addLost(LostNode.newBuilder().setNode(agent).setReason(reason));
        }
        died(Frames.of(node.allocator(), HandlerIds.AGENTS_DIED, 0, 0, event.build()), event.build());
    }

    private void died(ByteBuf frame, TreeEvent event) {
        node.multisend(node.children(), frame, Lane.CONTROL);
        event.getLostList().forEach(lost -> branches.died(lost.getNode(), lost.getReason()));
    }

    /** Ends all streams at this node, and says nothing to the nodes below: they may find another parent. */
    public void release() {
        branches.close();
        interior.values().forEach(InteriorStream::release);
        interior.clear();
        List<LeafStream> ends = new ArrayList<>(leaves.values());
        leaves.clear();
        ends.forEach(LeafStream::close);
    }

    private void adopt(int orphan) {
        int above = branches.branchAbove(orphan);
        if (node.hasChild(above)) {
            node.refuseChild(
                    above,
                    new StciException(
                            Status.CANCELLED,
                            "node " + above,
                            "has been replaced, as node " + orphan + " could not reach it",
                            ""));
            childDown(
                    above,
                    new StciException(Status.UNAVAILABLE, "node " + above, "could not be reached from below", ""));
        }
        Branch adopted = branches.adopt(orphan, above);
        interior().forEach(stream -> stream.adopt(above, adopted));
    }

    private void gaveUp(Branch branch, String reason) {
        interior().forEach(stream -> stream.giveUp(branch.child(), reason));
        listener.lost(branch.child(), branch.ranks(), reason);
    }

    private void registerDownward() {
        node.handleFromParent(HandlerIds.STREAM_OPEN, (from, frame) -> opened(frame));
        node.handleFromParent(HandlerIds.STREAM_CLOSE, (from, frame) -> close(frame.stream()));
        node.handleFromParent(
                HandlerIds.AGENTS_DIED,
                (from, frame) -> died(frame.retainedFrame(), Frames.parse(frame, TreeEvent.parser())));
        node.handleFromParent(HandlerIds.STREAM_DOWN, (from, frame) -> down(frame, false));
        node.handleFromParent(HandlerIds.STREAM_DOWN_END, (from, frame) -> down(frame, true));
        onBoth(
                HandlerIds.STREAM_UP_CREDIT,
                (stream, frame) -> stream.granted(frame.number()),
                (leaf, frame) -> leaf.granted(frame.number()));
        onBoth(
                HandlerIds.STREAM_RESUME,
                (stream, frame) -> stream.resume(frame.number(), PositionMessages.parse(frame)),
                (leaf, frame) -> leaf.resume(frame.number(), PositionMessages.parse(frame)));
        onBoth(
                HandlerIds.STREAM_CONFIRM,
                InteriorStream::confirmed,
                (leaf, frame) -> leaf.confirmed(frame.number(), PositionMessages.parse(frame)));
    }

    private void registerUpward() {
        onInterior(HandlerIds.STREAM_UP, InteriorStream::received);
        onInterior(HandlerIds.STREAM_UP_BEGIN, (stream, child, frame) -> stream.childBegun(child));
        onInterior(
                HandlerIds.STREAM_UP_END,
                (stream, child, frame) -> stream.childEnded(
                        child,
                        MissingRanks.ofWire(
                                Frames.parse(frame, WavePart.parser()).getMissingList())));
        onInterior(HandlerIds.STREAM_RESUMED, (stream, child, frame) -> stream.childResumed(child, frame.number()));
        onInterior(HandlerIds.STREAM_DOWN_ACK, (stream, child, frame) -> stream.childAcked(child, frame.number()));
        node.handleFromChildren(
                HandlerIds.STREAM_ADOPTION, (child, frame) -> adoption(child, Frames.parse(frame, Adoption.parser())));
    }

    /** What a child says first on its link: brings it to where it should be. Until then it hears of no stream. */
    private void adoption(int child, Adoption known) {
        Boolean first = arriving.remove(child);
        if (first == null) {
            throw new StciException(Status.PROTOCOL_ERROR, "child " + child, "has introduced itself before", "");
        }
        present.add(child);
        Map<Integer, Adoption.Stream> states = new HashMap<>();
        known.getStreamsList().forEach(state -> states.put(state.getId(), state));
        new HashMap<>(interior).forEach((id, stream) -> stream.rejoin(child, states.remove(id)));
        for (int closed : states.keySet()) {
            node.sendDown(child, Frames.of(node.allocator(), HandlerIds.STREAM_CLOSE, closed, 0), Lane.CONTROL);
        }
        if (first) {
            listener.joined(child);
        } else {
            listener.adopted(child);
        }
    }

    private void opened(Frame frame) {
        StreamSpec spec = Frames.parse(frame, StreamSpec.parser());
        if (interior.containsKey(spec.getId()) || leaves.containsKey(spec.getId())) {
            throw malformed(spec, "is open already");
        }
        if (!RankSet.decode(spec.getMembers().toByteArray()).intersects(topology.ranks(node.id()))) {
            throw malformed(spec, "has no members at or below node " + node.id());
        }
        if (topology.role(node.id()) == Role.AGENT) {
            openLeaf(spec);
        } else {
            openInterior(spec, new ParentSink(node, spec.getId()), () -> {});
        }
    }

    private InteriorStream openInterior(StreamSpec spec, UpSink sink, Runnable onValid) {
        RankSet members = RankSet.decode(spec.getMembers().toByteArray());
        InteriorStream stream = new InteriorStream(node, topology, spec, members, sink, branches.all());
        onValid.run();
        interior.put(spec.getId(), stream);
        stream.open(present);
        return stream;
    }

    private void openLeaf(StreamSpec spec) {
        LeafStream leaf = new LeafStream(node, spec, topology.rank(node.id()));
        leaves.put(spec.getId(), leaf);
        try {
            serve(leaf);
        } catch (StciException refused) {
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

    private void checkMembers(StreamSpec spec) {
        RankSet members = RankSet.decode(spec.getMembers().toByteArray());
        if (members.isEmpty() || !topology.ranks(Topology.ROOT).containsAll(members)) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "rank set '" + members + "'",
                    members.isEmpty() ? "has no ranks" : "has ranks that are not in the tree",
                    "use ranks 0-" + (topology.agents() - 1));
        }
    }

    private static StciException malformed(StreamSpec spec, String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "stream " + spec.getId(), reason, "");
    }

    private void down(Frame frame, boolean end) {
        InteriorStream stream = interior.get(frame.stream());
        LeafStream leaf = leaves.get(frame.stream());
        if (stream != null) {
            stream.down(frame.number(), kept(frame), end);
        } else if (leaf != null && end) {
            leaf.downEnd(frame.number());
        } else if (leaf != null) {
            leaf.down(frame.number(), frame.payload());
        }
    }

    /** A small frame is copied, so that keeping it doesn't keep the read buffer that it came in. */
    private static ByteBuf kept(Frame frame) {
        return frame.payloadLength() < ForwardFilter.COPY_BELOW_BYTES ? frame.copyFrame() : frame.retainedFrame();
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

    private List<InteriorStream> interior() {
        return new ArrayList<>(interior.values());
    }

    private void onInterior(int handlerId, InteriorHandler handler) {
        node.handleFromChildren(handlerId, (child, frame) -> {
            InteriorStream stream = interior.get(frame.stream());
            if (stream != null) {
                handler.handle(stream, child, frame);
            }
        });
    }

    private void onBoth(int handlerId, DownHandler<InteriorStream> onInterior, DownHandler<LeafStream> onLeaf) {
        node.handleFromParent(handlerId, (from, frame) -> {
            InteriorStream stream = interior.get(frame.stream());
            LeafStream leaf = leaves.get(frame.stream());
            if (stream != null) {
                onInterior.handle(stream, frame);
            } else if (leaf != null) {
                onLeaf.handle(leaf, frame);
            }
        });
    }

    private interface InteriorHandler {
        void handle(InteriorStream stream, int child, Frame frame);
    }

    private interface DownHandler<S> {
        void handle(S stream, Frame frame);
    }
}
