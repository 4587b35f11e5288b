package io.stci.activemessages;

import io.stci.core.Lifecycle;
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
 * Sends heartbeats on a node's links, and closes those whose other end has been silent for too long and then did not answer
 * a question. A node that was itself held up blames nobody for the silence of that time, and gives each a heartbeat's time
 * more, in which it reads what came meanwhile. Confined to the node's thread.
 */
final class Liveness {
    /** Number of a heartbeat that demands one in return. */
    static final long PROBE = 1;

    private static final Lifecycle.Table<PeerState> STATES = Lifecycle.table(PeerState.class)
            .allow(PeerState.UP, PeerState.TORPID, PeerState.SUSPECT)
            .allow(PeerState.TORPID, PeerState.UP, PeerState.SUSPECT)
            .allow(PeerState.SUSPECT, PeerState.UP, PeerState.DOWN);

    private final Node node;
    private final LivenessPolicy policy;
    private final Listener listener;
    private final Map<VirtualChannel, Peer> peers = new LinkedHashMap<>();
    private Scheduler.Timer timer;
    private long tickNs;
    private long heldUpNs;
    private long thawedNs;

    /** Hears what becomes of a peer: a child's id, or {@link Node#PARENT}. */
    interface Listener {
        void changed(int peer, PeerState state);
    }

    private static final class Peer {
        final int id;
        final Lifecycle<PeerState> state;
        boolean heard;
        long heardNs;
        long probedNs;

        Peer(int id, long nowNs) {
            this.id = id;
            this.heardNs = nowNs;
            this.state = STATES.start(id == Node.PARENT ? "parent" : "child " + id, PeerState.UP);
        }
    }

    Liveness(Node node, LivenessPolicy policy, Listener listener) {
        this.node = node;
        this.policy = policy;
        this.listener = listener;
    }

    void opened(VirtualChannel vc, int peer) {
        peers.put(vc, new Peer(peer, node.scheduler().nowNs()));
        if (timer == null) {
            schedule();
        }
    }

    void heard(VirtualChannel vc) {
        Peer peer = peers.get(vc);
        if (peer != null) {
            peer.heard = true;
            move(peer, PeerState.UP);
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
        return peers.values().stream()
                .filter(peer -> peer.id != Node.PARENT && !peer.state.is(PeerState.UP))
                .map(peer -> peer.id)
                .toList();
    }

    /** True if this node was held up for so long that others may have given it up, and that has just ended. */
    boolean wasHeldUp() {
        long nowNs = node.scheduler().nowNs();
        boolean lately = nowNs - thawedNs <= policy.torpidNs() && heldUpNs >= policy.suspectNs();
        return timer != null && (lately || lateNs(nowNs) >= policy.suspectNs());
    }

    private long lateNs(long nowNs) {
        return nowNs - tickNs - policy.heartbeatNs();
    }

    private void schedule() {
        tickNs = node.scheduler().nowNs();
        timer = node.scheduler().schedule(policy.heartbeatNs(), this::tick);
    }

    private void tick() {
        long nowNs = node.scheduler().nowNs();
        long lateNs = lateNs(nowNs);
        if (lateNs > policy.heartbeatNs()) {
            heldUpNs = lateNs;
            thawedNs = nowNs;
        }
        schedule();
        for (Map.Entry<VirtualChannel, Peer> entry : new ArrayList<>(peers.entrySet())) {
            Peer peer = entry.getValue();
            if (peer.id == Node.PARENT && hasJustBeenHeldUp(nowNs)) {
                doubt(peer, nowNs);
            } else if (peer.heard) {
                peer.heard = false;
                peer.heardNs = nowNs;
            } else if (lateNs > policy.heartbeatNs()) {
                excuse(peer, lateNs, nowNs);
            }
            judge(entry.getKey(), peer, nowNs);
        }
    }

    /**
     * After it was held up for long, a node asks its parent at once, and counts nothing that may have come before: if the parent has gone
     * meanwhile, those above don't keep this node's place for another whole deadline.
     */
    private void doubt(Peer parent, long nowNs) {
        parent.heard = false;
        if (nowNs == thawedNs) {
            parent.heardNs = nowNs - policy.suspectNs();
            parent.probedNs = nowNs;
        }
    }

    /** At the tick that ended the time, and the next one. */
    private boolean hasJustBeenHeldUp(long nowNs) {
        return heldUpNs >= policy.suspectNs() && nowNs - thawedNs < 2 * policy.heartbeatNs();
    }

    /** This node was held up for so long, and could hear nobody. */
    private void excuse(Peer peer, long lateNs, long nowNs) {
        long graceNs = policy.heartbeatNs() - policy.downNs();
        peer.heardNs = Math.max(peer.heardNs + lateNs, nowNs + graceNs);
        peer.probedNs = Math.max(peer.probedNs + lateNs, nowNs + graceNs + policy.suspectNs());
    }

    private void judge(VirtualChannel vc, Peer peer, long nowNs) {
        long silentNs = nowNs - peer.heardNs;
        if (silentNs < policy.torpidNs()) {
            move(peer, PeerState.UP);
        } else if (silentNs < policy.suspectNs()) {
            move(peer, PeerState.TORPID);
        } else if (!peer.state.is(PeerState.SUSPECT)) {
            peer.probedNs = nowNs;
            move(peer, PeerState.SUSPECT);
        } else if (nowNs - peer.probedNs >= policy.downNs() - policy.suspectNs()) {
            // A link may take a while to end; nobody is judged twice.
            peers.remove(vc);
            move(peer, PeerState.DOWN);
            vc.refuse(new StciException(
                    Status.UNAVAILABLE, "node " + vc.peer(), "was silent for " + silentNs / 1_000_000 + " ms", ""));
            return;
        }
        long number = peer.state.is(PeerState.SUSPECT) ? PROBE : 0;
        vc.send(Frames.of(node.allocator(), HandlerIds.HEARTBEAT, 0, number), Lane.CONTROL);
    }

    private void move(Peer peer, PeerState state) {
        if (!peer.state.is(state)) {
            peer.state.move(state);
            listener.changed(peer.id, state);
        }
    }
}
