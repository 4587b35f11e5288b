package io.stci.session;

import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.LinkListener;
import io.stci.activemessages.Node;
import io.stci.core.StciException;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.LostNode;
import io.stci.wire.TreeEvent;
import java.util.concurrent.TimeUnit;

/** At a junction: passes up who joined below and who was lost, several at once. Confined to the node's thread. */
final class TreeReporter implements LinkListener {
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
    public void childUp(int child) {
        pending.addJoined(child);
        sendSoon();
    }

    @Override
    public void childDown(int child, StciException why) {
        pending.addLost(LostNode.newBuilder().setNode(child).setReason(why.reason()));
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
        boolean something = pending.getJoinedCount() > 0 || pending.getLostCount() > 0;
        if (something && node.hasParent()) {
            TreeEvent event = pending.build();
            pending = TreeEvent.newBuilder();
            node.sendUp(Frames.of(node.allocator(), HandlerIds.TREE_EVENT, 0, 0, event), Lane.CONTROL);
        }
    }
}
