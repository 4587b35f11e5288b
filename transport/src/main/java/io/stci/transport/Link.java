package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.stci.core.Lifecycle;
import io.stci.core.StciException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One end of a link on a Netty channel: hello first, then frames on three lanes. */
final class Link extends ChannelInboundHandlerAdapter implements VirtualChannel {
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
    private final LinkLimits limits;
    private final Greeting greeting;
    private final Lifecycle<State> state = STATES.start("link", State.GREETING);
    private final FrameReader reader;
    private final FrameReader.Consumer incoming = new Incoming();
    private Channel channel;
    private SendLanes lanes;
    private VcHandler handler;
    private PeerHello peer;
    private StciException closeReason;
    private boolean opened;
    private Future<?> deadline;

    /** @param handler null if it is not known yet */
    Link(LinkFlusher flusher, LinkLimits limits, ByteBufAllocator allocator, Greeting greeting, VcHandler handler) {
        this.flusher = flusher;
        this.limits = limits;
        this.reader = new FrameReader(allocator);
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
        return lanes.queuedBytes();
    }

    @Override
    public void send(ByteBuf frame, Lane lane) {
        if (!flusher.isOwnThread()) {
            frame.release();
            flusher.checkThread();
        }
        if (state.is(State.OPEN)) {
            lanes.send(frame, lane);
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
            lanes.drainAll();
            startDeadline(channel::close, limits.closeTimeoutNs());
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.close());
        }
    }

    @Override
    public void refuse(StciException why) {
        flusher.checkThread();
        if (isLive()) {
            because(why);
            state.move(State.CLOSING);
            lanes.release();
            if (channel.isActive()) {
                lanes.write(HandshakeFrames.refusal(channel.alloc(), why));
                lanes.flush();
            }
            channel.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        lanes = new SendLanes(flusher, channel);
        startDeadline(() -> refuse(Failures.handshake(limits.helloTimeoutNs())), limits.helloTimeoutNs());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws IOException {
        greeting.begin(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (isLive()) {
            reader.read(bytes, incoming);
        } else {
            bytes.release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        lanes.drain();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        Throwable cause = Failures.unwrap(thrown);
        if (cause instanceof StciException refused) {
            refuse(refused);
        } else if (cause instanceof ClosedChannelException) {
            ctx.close();
        } else if (cause instanceof IOException broken) {
            because(Failures.broken(peer, broken));
            ctx.close();
        } else {
            refuse(Failures.defect(cause));
        }
    }

    /** Comes once the channel is closed, even if it never became active. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    /** Writes a frame of the handshake. */
    void greet(ByteBuf frame) {
        lanes.write(frame);
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
        deadline.cancel(false);
        greeting.opened(this);
        handler.opened(this);
    }

    /** The channel could not be connected, or not be made safe. */
    void unreachable(StciException why) {
        because(why);
        end();
    }

    private boolean isLive() {
        return state.is(State.GREETING) || state.is(State.OPEN);
    }

    private void startDeadline(Runnable task, long delayNs) {
        deadline = channel.eventLoop().schedule(task, delayNs, TimeUnit.NANOSECONDS);
    }

    /** The first reason is the one that counts; the others follow from it. */
    private void because(StciException why) {
        closeReason = closeReason == null ? why : closeReason;
    }

    private void end() {
        if (state.is(State.CLOSED)) {
            return;
        }
        state.move(State.CLOSED);
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (lanes != null) {
            lanes.release();
        }
        reader.release();
        because(Failures.link(peer, flusher.isEnding() ? "ended with this node" : "was closed by the other end"));
        if (!opened) {
            greeting.failed(this);
        }
        if (handler != null) {
            tellClosed();
        }
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
                channel.close();
            } else if (opened) {
                handler.received(Link.this, frame);
            } else {
                greeting.received(Link.this, frame);
            }
            return isLive();
        }
    }
}
