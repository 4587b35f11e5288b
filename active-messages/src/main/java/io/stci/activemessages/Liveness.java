package io.stci.activemessages;

import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.transport.VirtualChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends heartbeats on a node's links, and closes those whose other end has been silent for too long. A node that was itself
 * held up blames nobody for the silence of that time. Confined to the node's thread.
 */
final class Liveness {
    private final Node node;
    private final LivenessPolicy policy;
    private final Map<VirtualChannel, Peer> peers = new LinkedHashMap<>();
    private Scheduler.Timer timer;
    private long tickNs;

    private static final class Peer {
        boolean heard;
        long heardNs;
        boolean torpid;
    }

    Liveness(Node node, LivenessPolicy policy) {
        this.node = node;
        this.policy = policy;
    }

    void opened(VirtualChannel vc) {
        Peer peer = new Peer();
        peer.heardNs = node.scheduler().nowNs();
        peers.put(vc, peer);
        if (timer == null) {
            schedule();
        }
    }

    void heard(VirtualChannel vc) {
        Peer peer = peers.get(vc);
        if (peer != null) {
            peer.heard = true;
        }
    }

    void closed(VirtualChannel vc) {
        peers.remove(vc);
        if (peers.isEmpty() && timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** The children that have been silent for long, but not for too long. */
    List<Integer> torpid() {
        List<Integer> torpid = new ArrayList<>();
        peers.forEach((vc, peer) -> {
            if (peer.torpid) {
                torpid.add(vc.peer());
            }
        });
        return torpid;
    }

    private void schedule() {
        tickNs = node.scheduler().nowNs();
        timer = node.scheduler().schedule(policy.heartbeatNs(), this::tick);
    }

    private void tick() {
        long nowNs = node.scheduler().nowNs();
        boolean heldUp = nowNs - tickNs > 2 * policy.heartbeatNs();
        schedule();
        for (Map.Entry<VirtualChannel, Peer> entry : new ArrayList<>(peers.entrySet())) {
            Peer peer = entry.getValue();
            if (peer.heard || heldUp) {
                peer.heard = false;
                peer.heardNs = nowNs;
            }
            judge(entry.getKey(), peer, nowNs - peer.heardNs);
        }
    }

    private void judge(VirtualChannel vc, Peer peer, long silentNs) {
        peer.torpid = silentNs >= policy.torpidNs();
        if (silentNs >= policy.downNs()) {
            vc.refuse(new StciException(
                    Status.UNAVAILABLE, "node " + vc.peer(), "was silent for " + silentNs / 1_000_000 + " ms", ""));
        } else {
            vc.send(Frames.of(node.allocator(), HandlerIds.HEARTBEAT, 0, 0), Lane.CONTROL);
        }
    }
}
