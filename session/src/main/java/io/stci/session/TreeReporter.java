package io.stci.session;

import com.google.protobuf.ByteString;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.LinkListener;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.groupops.TreeListener;
import io.stci.routing.Topology;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.AdoptedNode;
import io.stci.wire.LostNode;
import io.stci.wire.TreeEvent;
import io.stci.wire.UnlinkedNode;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * At a junction: passes up who joined below, whose link is down, who was lost and who found another parent, several at once. What
 * could not be sent for want of a parent is sent to the next one; so is what had been sent to the one before, which may have died
 * with it. Confined to the node's thread.
 */
final class TreeReporter implements LinkListener, TreeListener {
    private static final long GATHER_NS = TimeUnit.MILLISECONDS.toNanos(5);
    /** How many nodes an event that tells things again has, so that it fits a message. */
    private static final int TOLD_AT_ONCE = 1000;

    private final Node node;
    private final BitSet joined = new BitSet();
    private final Map<Integer, AdoptedNode> standing = new LinkedHashMap<>();
    /** Those whose links are down. */
    private final Map<Integer, UnlinkedNode> unlinked = new LinkedHashMap<>();

    private final Map<Integer, LostNode> lost = new LinkedHashMap<>();
    private TreeEvent.Builder pending = TreeEvent.newBuilder();
    private boolean scheduled;

    TreeReporter(Node node, Topology topology) {
        this.node = node;
        node.listen(this);
        node.handleFromChildren(
                HandlerIds.TREE_EVENT, (child, frame) -> passOn(TreeEvents.read(frame, topology, node.id())));
    }

    @Override
    public void joined(int child) {
        passOn(TreeEvent.newBuilder().addJoined(child).build());
    }

    @Override
    public void childDown(int child, StciException why) {
        passOn(TreeEvent.newBuilder()
                .addUnlinked(UnlinkedNode.newBuilder()
                        .setNode(child)
                        .setParent(node.id())
                        .setReason(why.culprit() + " " + why.reason()))
                .build());
    }

    @Override
    public void adopted(int child) {
        passOn(TreeEvent.newBuilder()
                .addAdopted(AdoptedNode.newBuilder().setNode(child).setParent(node.id()))
                .build());
    }

    @Override
    public void lost(int child, RankSet ranks, String reason) {
        passOn(TreeEvent.newBuilder()
                .addLost(LostNode.newBuilder()
                        .setNode(child)
                        .setReason(reason)
                        .setRanks(ByteString.copyFrom(ranks.encode())))
                .build());
        send();
    }

    @Override
    public void parentUp() {
        tellAgain();
        send();
    }

    private void passOn(TreeEvent event) {
        keepOrder(event);
        event.getJoinedList().forEach(joined::set);
        event.getStandingList().forEach(this::stands);
        event.getUnlinkedList().forEach(one -> unlinked.put(one.getNode(), one));
        event.getAdoptedList().forEach(this::stands);
        event.getLostList().forEach(one -> {
            standing.remove(one.getNode());
            unlinked.remove(one.getNode());
            lost.put(one.getNode(), one);
        });
        pending.mergeFrom(event);
        sendSoon();
    }

    private void stands(AdoptedNode adopted) {
        standing.put(adopted.getNode(), adopted);
        unlinked.remove(adopted.getNode());
    }

    /**
     * In one event a node stands, its link is lost, and it is found, in this order. What comes in another has to go ahead; without a
     * parent it is left out, as all is told to the next one in any case.
     */
    private void keepOrder(TreeEvent event) {
        boolean inOrder = (event.getUnlinkedCount() == 0 || pending.getAdoptedCount() == 0)
                && (event.getStandingCount() == 0 || pending.getUnlinkedCount() + pending.getAdoptedCount() == 0);
        if (inOrder) {
            return;
        }
        if (node.hasParent()) {
            send();
        } else {
            pending.clearAdopted().clearUnlinked();
        }
    }

    /** What happened since is still to be sent, so that it comes behind. */
    private void tellAgain() {
        TreeEvent.Builder again = TreeEvent.newBuilder();
        for (int one = joined.nextSetBit(0); one >= 0; one = joined.nextSetBit(one + 1)) {
            again = fullEventSent(again.addJoined(one));
        }
        for (AdoptedNode one : standing.values()) {
            again = fullEventSent(again.addStanding(one));
        }
        for (UnlinkedNode one : unlinked.values()) {
            again = fullEventSent(again.addUnlinked(one));
        }
        for (LostNode one : lost.values()) {
            again = fullEventSent(again.addLost(one));
        }
        sendUp(again);
    }

    private TreeEvent.Builder fullEventSent(TreeEvent.Builder event) {
        int told = event.getJoinedCount() + event.getStandingCount() + event.getUnlinkedCount() + event.getLostCount();
        if (told < TOLD_AT_ONCE) {
            return event;
        }
        sendUp(event);
        return TreeEvent.newBuilder();
    }

    private void sendSoon() {
        if (!scheduled) {
            scheduled = true;
            node.scheduler().schedule(GATHER_NS, this::send);
        }
    }

    private void send() {
        scheduled = false;
        if (node.hasParent()) {
            TreeEvent.Builder event = pending;
            pending = TreeEvent.newBuilder();
            sendUp(event);
        }
    }

    private void sendUp(TreeEvent.Builder event) {
        TreeEvent built = event.build();
        if (built.getSerializedSize() > 0) {
            node.sendUp(Frames.of(node.allocator(), HandlerIds.TREE_EVENT, 0, 0, built), Lane.CONTROL);
        }
    }
}
