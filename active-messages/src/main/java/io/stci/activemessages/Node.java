package io.stci.activemessages;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.transport.VcHandler;
import io.stci.transport.VirtualChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node of the tree: its links to parent and children, and the handlers that frames are addressed to.
 *
 * <p>Threads: confined to the node's thread. Guarantees: frames from one link are handled in the order in which they
 * came; a frame for a handler that isn't there closes its link with PROTOCOL_ERROR and harms nothing else.
 */
public final class Node {
    /** Stands for the parent where a child's id could stand. */
    public static final int PARENT = -1;

    private final int id;
    private final Scheduler scheduler;
    private final ByteBufAllocator allocator;
    private final HandlerTable fromParent = new HandlerTable();
    private final HandlerTable fromChildren = new HandlerTable();
    private final List<LinkListener> listeners = new ArrayList<>();
    private final Map<Integer, VirtualChannel> children = new TreeMap<>();
    private final Liveness liveness;
    private final RecoveryPolicy recovery;
    private final Incarnations incarnations = new Incarnations();
    private VirtualChannel parent;

    public Node(int id, Scheduler scheduler, ByteBufAllocator allocator, LivenessPolicy liveness) {
        this.id = id;
        this.scheduler = scheduler;
        this.allocator = allocator;
        this.liveness = new Liveness(this, liveness, this::stateChanged);
        this.recovery = liveness.recovery();
        handleFromParent(HandlerIds.HEARTBEAT, (from, frame) -> answerProbe(parent, frame));
        handleFromChildren(HandlerIds.HEARTBEAT, (from, frame) -> answerProbe(children.get(from), frame));
    }

    public int id() {
        return id;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public ByteBufAllocator allocator() {
        return allocator;
    }

    /** How long this node waits for others while the tree heals. */
    public RecoveryPolicy recovery() {
        return recovery;
    }

    /** Registers the code behind a handler number for frames that come down. */
    public void handleFromParent(int handlerId, MessageHandler handler) {
        fromParent.register(handlerId, handler);
    }

    /** Registers the code behind a handler number for frames that come up. */
    public void handleFromChildren(int handlerId, MessageHandler handler) {
        fromChildren.register(handlerId, handler);
    }

    public void listen(LinkListener listener) {
        listeners.add(listener);
    }

    /**
     * The handler of a link from a child. A new link takes the place of one that the child had before.
     *
     * @param incarnation which start of the child it is. A child that has started anew knows nothing of what it was: the old
     *     one's link is closed, listeners hear that it is gone, and the new one is refused, now and later
     * @throws StciException CANCELLED if this is another start of a child that was linked before
     */
    public VcHandler childLink(int child, int incarnation) {
        if (incarnations.isRestart(child, incarnation)) {
            incarnations.giveUp(child);
            cut(child, new StciException(Status.CANCELLED, "node " + child, "has started anew", ""));
            listeners.forEach(listener -> listener.childRestarted(child));
        }
        incarnations.admit(child, incarnation);
        return new ChildLink(child);
    }

    /** The handler of the link to the parent. */
    public VcHandler parentLink() {
        return new ParentLink();
    }

    /** True while the link to the parent is open. */
    public boolean hasParent() {
        return parent != null;
    }

    /** True while the link to this child is open. */
    public boolean hasChild(int child) {
        return children.containsKey(child);
    }

    /** Sends to the parent; the frame passes to the link, or is dropped if there is none. */
    public void sendUp(ByteBuf frame, Lane lane) {
        send(parent, frame, lane);
    }

    /** Sends to one child; the frame passes to the link, or is dropped if it is gone. */
    public void sendDown(int child, ByteBuf frame, Lane lane) {
        send(children.get(child), frame, lane);
    }

    /** Sends one encoded frame to several children, which share its memory; takes it over. */
    public void multisend(int[] targets, ByteBuf frame, Lane lane) {
        try {
            for (int child : targets) {
                VirtualChannel vc = children.get(child);
                if (vc != null) {
                    vc.send(frame.retainedDuplicate(), lane);
                }
            }
        } finally {
            frame.release();
        }
    }

    /** Children that are linked, but have been silent for long. */
    public List<Integer> torpidChildren() {
        return liveness.torpid();
    }

    /**
     * True if this node was stopped, or held up, for so long that others may have thought it gone, and that has just ended: what
     * it hears now is what happened meanwhile.
     */
    public boolean wasHeldUp() {
        return liveness.wasHeldUp();
    }

    /** Closes the link to a child for cause; its listeners hear it as gone. */
    public void refuseChild(int child, StciException why) {
        VirtualChannel vc = children.get(child);
        if (vc != null) {
            vc.refuse(why);
        }
    }

    /** The children whose links are open, rising. */
    public int[] children() {
        return children.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Closes all links. */
    public void close() {
        for (VirtualChannel child : new ArrayList<>(children.values())) {
            child.close();
        }
        if (parent != null) {
            parent.close();
        }
    }

    private void cut(int child, StciException why) {
        VirtualChannel before = children.remove(child);
        if (before != null) {
            before.refuse(why);
            listeners.forEach(listener -> listener.childDown(child, why));
        }
    }

    private void stateChanged(int peer, PeerState state) {
        if (peer == PARENT) {
            listeners.forEach(listener -> listener.parentState(state));
        } else {
            listeners.forEach(listener -> listener.childState(peer, state));
        }
    }

    private void answerProbe(VirtualChannel vc, Frame heartbeat) {
        if (heartbeat.number() == Liveness.PROBE) {
            send(vc, Frames.of(allocator, HandlerIds.HEARTBEAT, 0, 0), Lane.CONTROL);
        }
    }

    private static void send(VirtualChannel vc, ByteBuf frame, Lane lane) {
        if (vc == null) {
            frame.release();
        } else {
            vc.send(frame, lane);
        }
    }

    private final class ChildLink implements VcHandler {
        private final int child;

        ChildLink(int child) {
            this.child = child;
        }

        @Override
        public void opened(VirtualChannel vc) {
            cut(child, new StciException(Status.UNAVAILABLE, "link", "was replaced by a newer one", ""));
            children.put(child, vc);
            liveness.opened(vc, child);
            listeners.forEach(listener -> listener.childUp(child));
        }

        @Override
        public void received(VirtualChannel vc, Frame frame) {
            liveness.heard(vc);
            fromChildren.dispatch(child, frame);
        }

        @Override
        public void closed(VirtualChannel vc, StciException why) {
            liveness.closed(vc);
            if (vc != null && children.remove(child, vc)) {
                listeners.forEach(listener -> listener.childDown(child, why));
            }
        }
    }

    private final class ParentLink implements VcHandler {
        @Override
        public void opened(VirtualChannel vc) {
            parent = vc;
            liveness.opened(vc, PARENT);
            listeners.forEach(LinkListener::parentUp);
        }

        @Override
        public void received(VirtualChannel vc, Frame frame) {
            liveness.heard(vc);
            fromParent.dispatch(PARENT, frame);
        }

        @Override
        public void closed(VirtualChannel vc, StciException why) {
            liveness.closed(vc);
            if (vc == null) {
                listeners.forEach(listener -> listener.parentUnreachable(why));
            } else if (parent == vc) {
                parent = null;
                listeners.forEach(listener -> listener.parentDown(why));
            }
        }
    }
}
