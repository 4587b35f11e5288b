package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.stci.core.Lifecycle;
import io.stci.core.Scheduler;
import io.stci.core.StciException;
import java.io.IOException;

/** One end of a link, whatever carries it: hello first, then frames on three lanes. */
final class Link implements VirtualChannel {
    private enum State {
        GREETING,
        OPEN,
        /** Nothing is sent or handed over any more; what was sent may still leave. */
        CLOSING,
        CLOSED
    }

    private static final Lifecycle.Table<State> STATES = Lifecycle.table(State.class)
            .allow(State.GREETING, State.OPEN, State.CLOSING, State.CLOSED)
            .allow(State.OPEN, State.CLOSING, State.CLOSED)
            .allow(State.CLOSING, State.CLOSED);

    private final LinkFlusher flusher;
    private final Scheduler scheduler;
    private final LinkLimits limits;
    private final Greeting greeting;
    private final Lifecycle<State> state = STATES.start("link", State.GREETING);
    private final FrameReader.Consumer incoming = new Incoming();
    private Carrier carrier;
    private VcHandler handler;
    private PeerHello peer;
    private StciException closeReason;
    private boolean opened;
    private Scheduler.Timer deadline;

    /** @param handler null if it is not known yet */
    Link(LinkFlusher flusher, Scheduler scheduler, LinkLimits limits, Greeting greeting, VcHandler handler) {
        this.flusher = flusher;
        this.scheduler = scheduler;
        this.limits = limits;
        this.greeting = greeting;
        this.handler = handler;
    }

    @Override
    public int peer() {
        return peer.node();
    }

    @Override
    public String peerHost() {
        return peer.host();
    }

    @Override
    public long queuedBytes() {
        flusher.checkThread();
        return carrier.queuedBytes();
    }

    @Override
    public void send(ByteBuf frame, Lane lane) {
        if (!flusher.isOwnThread()) {
            frame.release();
            flusher.checkThread();
        }
        if (state.is(State.OPEN)) {
            carrier.send(frame, lane);
        } else {
            frame.release();
        }
    }

    @Override
    public void close() {
        flusher.checkThread();
        if (state.is(State.OPEN)) {
            because(Failures.link(peer, "was closed by this end"));
            state.move(State.CLOSING);
            startDeadline(carrier::cut, limits.closeTimeoutNs());
            carrier.finish();
        }
    }

    @Override
    public void refuse(StciException why) {
        flusher.checkThread();
        if (isLive()) {
            because(why);
            state.move(State.CLOSING);
            carrier.refuse(why);
        }
    }

    /** The carrier is there; from now on the link has a deadline to open. */
    void carriedBy(Carrier carrier) {
        this.carrier = carrier;
        startDeadline(() -> refuse(Failures.handshake(limits.helloTimeoutNs())), limits.helloTimeoutNs());
    }

    /** The carrier reaches the peer. Fails if the peer may not even say hello. */
    void connected() throws IOException {
        greeting.begin(this);
    }

    /** Takes the frames that the carrier reads, while the link is live. */
    FrameReader.Consumer incoming() {
        return incoming;
    }

    /** True while what comes is handed over. */
    boolean isLive() {
        return state.is(State.GREETING) || state.is(State.OPEN);
    }

    ByteBufAllocator allocator() {
        return carrier.allocator();
    }

    /** Writes a frame of the handshake. */
    void greet(ByteBuf frame) {
        carrier.greet(frame);
    }

    /** From now on this handler is told of the link's end. */
    void handleWith(VcHandler handler) {
        this.handler = handler;
    }

    /** The handshake is done. */
    void open(PeerHello other) {
        peer = other;
        state.move(State.OPEN);
        opened = true;
        deadline.cancel();
        greeting.opened(this);
        handler.opened(this);
    }

    /** Something that handled this link's input threw. */
    void failed(Throwable cause) {
        refuse(cause instanceof StciException refused ? refused : Failures.defect(cause));
    }

    /** The carrier is of no use any more. */
    void broke(String reason) {
        because(Failures.link(peer, reason));
        carrier.cut();
    }

    /** As the other, for what the carrier's channel says. */
    void broke(IOException cause) {
        because(Failures.broken(peer, cause));
        carrier.cut();
    }

    /** The peer could not be reached, or the way to it not be made safe. */
    void unreachable(StciException why) {
        because(why);
        ended();
    }

    /** The carrier is gone, even if it was never connected. */
    void ended() {
        if (state.is(State.CLOSED)) {
            return;
        }
        state.move(State.CLOSED);
        if (deadline != null) {
            deadline.cancel();
        }
        because(Failures.link(peer, flusher.isEnding() ? "ended with this node" : "was closed by the other end"));
        if (!opened) {
            greeting.failed(this);
        }
        if (handler != null) {
            tellClosed();
        }
    }

    private void startDeadline(Runnable task, long delayNs) {
        deadline = scheduler.schedule(delayNs, task);
    }

    /** The first reason is the one that counts; the others follow from it. */
    private void because(StciException why) {
        closeReason = closeReason == null ? why : closeReason;
    }

    /** No link is left to be closed for what the handler throws here, so it goes where a thread's own failures go. */
    private void tellClosed() {
        try {
            handler.closed(opened ? this : null, closeReason);
        } catch (RuntimeException | Error defect) {
            Thread own = Thread.currentThread();
            own.getUncaughtExceptionHandler().uncaughtException(own, defect);
        }
    }

    private final class Incoming implements FrameReader.Consumer {
        @Override
        public int maxFrameBytes() {
            return opened ? FrameCodec.MAX_FRAME_BYTES : HandshakeFrames.MAX_BYTES;
        }

        @Override
        public boolean frame(Frame frame) {
            if (frame.handler() == HandshakeFrames.REFUSAL) {
                because(HandshakeFrames.readRefusal(frame));
                state.move(State.CLOSING);
                carrier.cut();
            } else if (opened) {
                handler.received(Link.this, frame);
            } else {
                greeting.received(Link.this, frame);
            }
            return isLive();
        }
    }
}
