package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.LinkListener;
import io.stci.activemessages.Node;
import io.stci.activemessages.PeerState;
import io.stci.core.StciException;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.routing.Topology;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.Adoption;
import io.stci.wire.LostNode;
import io.stci.wire.StreamSpec;
import io.stci.wire.TreeEvent;
import java.util.List;
import java.util.Map;

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
    private final TreeListener listener;
    private final FilterCatalog catalog;
    private final StreamTable table = new StreamTable();
    private final Branches branches;
    private final Arrivals arrivals;
    private final StreamOpening opening;

    /** With the built-in filters. */
    public Streams(Node node, Topology topology, TreeListener listener) {
        this(node, topology, listener, UpFilters.catalog());
    }

    /** @param catalog the filters for waves that this node knows; the node's own */
    public Streams(Node node, Topology topology, TreeListener listener, FilterCatalog catalog) {
        this.node = node;
        this.listener = listener;
        this.catalog = catalog;
        this.branches = new Branches(node, topology, this::gaveUp);
        this.arrivals = new Arrivals(node, branches, table, listener);
        this.opening = new StreamOpening(node, topology, catalog, table, branches, arrivals);
        node.listen(this);
        new StreamHandlers(node, table).register();
        node.handleFromParent(HandlerIds.STREAM_OPEN, (from, frame) -> opening.opened(frame));
        node.handleFromParent(
                HandlerIds.AGENTS_DIED,
                (from, frame) -> died(frame.retainedFrame(), Frames.parse(frame, TreeEvent.parser())));
        node.handleFromChildren(
                HandlerIds.STREAM_ADOPTION,
                (child, frame) -> arrivals.introduced(child, Frames.parse(frame, Adoption.parser())));
    }

    /** Has what passes down streams of this service seen at this junction; for streams that are opened from now on. */
    public void tap(String service, DownTap tap) {
        opening.tap(service, tap);
    }

    /** The filters for waves that this node knows. */
    public FilterCatalog catalog() {
        return catalog;
    }

    /** Sets what this agent does on streams that name it. */
    public void services(Map<String, LeafService> services) {
        opening.services(services);
    }

    /**
     * Opens a stream from the front-end. Its consumer is given nothing until it has granted room.
     *
     * <p>An agent that doesn't know the service, or whose service refuses, is missing from the stream and harmed no further.
     * Waves fail at a junction that doesn't know their filter.
     *
     * @param spec without id, which is assigned here
     * @throws StciException NOT_FOUND if there is no such filter, INVALID_ARGUMENT if there are no members, not all of them
     *     are in the tree, or the filter can't do with the rest; nothing has been opened then
     */
    public RootStream open(StreamSpec.Builder spec, StreamConsumer consumer) {
        return opening.open(spec, consumer);
    }

    /** The id that the last stream opened here got. */
    public int lastId() {
        return opening.lastId();
    }

    /** Who holds whom up at this node, for each stream and child. */
    public List<ChildFlow> flows() {
        return table.flows();
    }

    /** The streams that this node was taken off and that are still open above. */
    List<Integer> detached() {
        return table.detached();
    }

    /** Messages that are kept on their way down, of all streams. */
    int heldDownMessages() {
        return table.interior().stream()
                .mapToInt(stream -> stream.downLog().heldMessages())
                .sum();
    }

    /** An agent's end of an open stream; null if it isn't open here. */
    public LeafStream leaf(int id) {
        LeafStream leaf = table.leaf(id);
        return leaf == null || leaf.isClosed() ? null : leaf;
    }

    @Override
    public void childUp(int child) {
        arrivals.up(child);
    }

    @Override
    public void childDown(int child, StciException why) {
        arrivals.down(child, why.reason());
    }

    @Override
    public void childRestarted(int child) {
        branches.died(child, "has started anew");
    }

    @Override
    public void childState(int child, PeerState state) {
        boolean torpid = state == PeerState.TORPID || state == PeerState.SUSPECT;
        table.interior().forEach(stream -> stream.childTorpid(child, torpid));
    }

    @Override
    public void parentUp() {
        parentChanged();
        Adoption introduction = arrivals.introduction();
        node.sendUp(Frames.of(node.allocator(), HandlerIds.STREAM_ADOPTION, 0, 0, introduction), Lane.CONTROL);
    }

    @Override
    public void parentDown(StciException why) {
        parentChanged();
    }

    /** Tells the whole tree that the processes of these agents have ended. From the front-end. */
    public void agentsDied(Iterable<Integer> agents, String reason) {
        TreeEvent.Builder event = TreeEvent.newBuilder();
        for (int agent : agents) {
            event.addLost(LostNode.newBuilder().setNode(agent).setReason(reason));
        }
        died(Frames.of(node.allocator(), HandlerIds.AGENTS_DIED, 0, 0, event.build()), event.build());
    }

    /** Ends all streams at this node, and says nothing to the nodes below: they may find another parent. */
    public void release() {
        arrivals.release();
        branches.close();
        table.release();
    }

    private void died(ByteBuf frame, TreeEvent event) {
        node.multisend(node.children(), frame, Lane.CONTROL);
        event.getLostList().forEach(lost -> branches.died(lost.getNode(), lost.getReason()));
    }

    private void gaveUp(Branch branch, String reason) {
        table.interior().forEach(stream -> stream.giveUp(branch.child(), reason));
        listener.lost(branch.child(), branch.ranks(), reason);
    }

    private void parentChanged() {
        table.interior().forEach(InteriorStream::parentChanged);
        table.leaves().forEach(LeafStream::parentChanged);
    }
}
