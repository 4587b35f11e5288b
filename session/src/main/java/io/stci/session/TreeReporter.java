package io.stci.session;

import com.google.protobuf.ByteString;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.LinkListener;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.groupops.TreeListener;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.AdoptedNode;
import io.stci.wire.LostNode;
import io.stci.wire.TreeEvent;
import java.util.concurrent.TimeUnit;

/**
 * At a junction: passes up who joined below, who was lost and who found another parent, several at once. What could not be
 * sent for want of a parent is sent to the next one. Confined to the node's thread.
 */
final class TreeReporter implements LinkListener, TreeListener {
    private static final long GATHER_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Node node;
    private TreeEvent.Builder pending = TreeEvent.newBuilder();
    private boolean scheduled;

    TreeReporter(Node node) {
        this.node = node;
        node.listen(this);
        node.handleFromChildren(HandlerIds.TREE_EVENT, (child, frame) -> {
            pending.mergeFrom(Frames.parse(frame, TreeEvent.parser()));
            sendSoon();
        });
    }

    @Override
    public void joined(int child) {
        pending.addJoined(child);
        sendSoon();
    }

    @Override
    public void adopted(int child) {
        pending.addAdopted(AdoptedNode.newBuilder().setNode(child).setParent(node.id()));
        sendSoon();
    }

    @Override
    public void lost(int child, RankSet ranks, String reason) {
        pending.addLost(
                LostNode.newBuilder().setNode(child).setReason(reason).setRanks(ByteString.copyFrom(ranks.encode())));
        send();
    }

    @Override
    public void parentUp() {
        send();
    }

    private void sendSoon() {
        if (!scheduled) {
            scheduled = true;
            node.scheduler().schedule(GATHER_NS, this::send);
        }
    }

    private void send() {
        scheduled = false;
        boolean something = pending.getJoinedCount() + pending.getLostCount() + pending.getAdoptedCount() > 0;
        if (something && node.hasParent()) {
            TreeEvent event = pending.build();
            pending = TreeEvent.newBuilder();
            node.sendUp(Frames.of(node.allocator(), HandlerIds.TREE_EVENT, 0, 0, event), Lane.CONTROL);
        }
    }
}
