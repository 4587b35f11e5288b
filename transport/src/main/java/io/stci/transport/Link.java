package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.stci.core.Lifecycle;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Hello;
import io.stci.wire.Refusal;
import io.stci.wire.Welcome;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One end of a link on a Netty channel: hello first, then frames on three lanes. */
final class Link extends ChannelInboundHandlerAdapter implements VirtualChannel {
    /** A stranger may send no more than this in one frame. */
    static final int MAX_HELLO_BYTES = 4096;
    /** How long a stranger may take to say hello. */
    static final long HELLO_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    static final int HELLO = 1;
    static final int WELCOME = 2;
    static final int REFUSAL = 3;

    private enum State {
        GREETING,
        OPEN,
        CLOSED
    }

    private static final Lifecycle.Table<State> STATES = Lifecycle.table(State.class)
            .allow(State.GREETING, State.OPEN, State.CLOSED)
            .allow(State.OPEN, State.CLOSED);

    private final LinkFlusher flusher;
    private final Greeting greeting;
    private final Lifecycle<State> state;
    private final Deque<ByteBuf> data = new ArrayDeque<>();
    private final Deque<ByteBuf> bulk = new ArrayDeque<>();
    private FrameReader reader;
    private Channel channel;
    private VcHandler handler;
    private PeerHello peer;
    private StciException closeReason;
    private long queuedBytes;
    private boolean dirty;
    private Future<?> helloTimer;

    Link(LinkFlusher flusher, Greeting greeting) {
        this.flusher = flusher;
        this.greeting = greeting;
        this.handler = greeting.handler();
        this.state = STATES.start("link", State.GREETING);
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
        return queuedBytes
                + (channel.unsafe().outboundBuffer() == null
                        ? 0
                        : channel.unsafe().outboundBuffer().totalPendingWriteBytes());
    }

    @Override
    public void send(ByteBuf frame, Lane lane) {
        flusher.checkThread();
        if (state.is(State.CLOSED)) {
            frame.release();
        } else if (lane == Lane.CONTROL
                || (channel.isWritable() && data.isEmpty() && (lane == Lane.DATA || bulk.isEmpty()))) {
            write(frame);
        } else {
            queuedBytes += frame.readableBytes();
            (lane == Lane.DATA ? data : bulk).add(frame);
        }
    }

    @Override
    public void close() {
        flusher.checkThread();
        if (!state.is(State.CLOSED)) {
            drain(true);
            channel.writeAndFlush(channel.alloc().buffer(0)).addListener(done -> channel.close());
        }
    }

    @Override
    public void refuse(StciException why) {
        flusher.checkThread();
        if (!state.is(State.CLOSED)) {
            closeReason = why;
            write(refusalFrame(why));
            channel.flush();
            channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        reader = new FrameReader(ctx.alloc());
        greeting.begin(this);
        helloTimer = ctx.executor().schedule(this::helloIsDue, HELLO_TIMEOUT_NS, TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reader.read((ByteBuf) message, this::maxFrameBytes, this::frame);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        drain(false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof StciException refused) {
            refuse(refused);
        } else if (cause instanceof IOException) {
            if (closeReason == null) {
                closeReason = unavailable("broke: " + cause.getMessage());
            }
            ctx.close();
        } else {
            refuse(new StciException(Status.INTERNAL, "link", cause.toString(), "report this defect", cause));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state.is(State.CLOSED)) {
            return;
        }
        boolean wasOpen = state.is(State.OPEN);
        helloTimer.cancel(false);
        state.move(State.CLOSED);
        releaseQueues();
        StciException why = closeReason == null ? unavailable("was closed by the other end") : closeReason;
        if (!wasOpen) {
            greeting.failed();
        }
        if (handler != null) {
            handler.closed(wasOpen ? this : null, why);
        }
    }

    /** The handshake is done. */
    void open(PeerHello other, VcHandler handler) {
        this.peer = other;
        this.handler = handler;
        state.move(State.OPEN);
        helloTimer.cancel(false);
        handler.opened(this);
    }

    /** Writes a frame of the handshake. */
    void greet(ByteBuf frame) {
        write(frame);
    }

    /** True if the link was clean before. */
    boolean markDirty() {
        boolean clean = !dirty;
        dirty = true;
        return clean;
    }

    void flushNow() {
        dirty = false;
        channel.flush();
    }

    private int maxFrameBytes() {
        return state.is(State.GREETING) ? MAX_HELLO_BYTES : FrameCodec.MAX_FRAME_BYTES;
    }

    private boolean frame(Frame frame) {
        if (frame.handler() == REFUSAL) {
            closeReason = refusal(Frames.parse(frame, Refusal.parser()));
            channel.close();
        } else if (state.is(State.GREETING)) {
            greeting.received(this, frame);
        } else if (state.is(State.OPEN)) {
            handler.received(this, frame);
        }
        return channel.isActive();
    }

    private void helloIsDue() {
        if (state.is(State.GREETING)) {
            closeReason = new StciException(Status.DEADLINE_EXCEEDED, "link", "no hello within 10 s", "");
            channel.close();
        }
    }

    private void write(ByteBuf frame) {
        channel.write(frame, channel.voidPromise());
        flusher.flushLater(this);
    }

    private void drain(boolean all) {
        while (!data.isEmpty() && (all || channel.isWritable())) {
            writeQueued(data.poll());
        }
        while (!bulk.isEmpty() && (all || channel.isWritable())) {
            writeQueued(bulk.poll());
        }
    }

    private void writeQueued(ByteBuf frame) {
        queuedBytes -= frame.readableBytes();
        write(frame);
    }

    private void releaseQueues() {
        data.forEach(ByteBuf::release);
        bulk.forEach(ByteBuf::release);
        data.clear();
        bulk.clear();
        queuedBytes = 0;
        if (reader != null) {
            reader.release();
        }
    }

    private ByteBuf refusalFrame(StciException why) {
        Refusal refusal = Refusal.newBuilder()
                .setStatus(why.status().number())
                .setCulprit(why.culprit())
                .setReason(why.reason())
                .setNextStep(why.nextStep())
                .build();
        return Frames.of(channel.alloc(), REFUSAL, 0, 0, refusal);
    }

    private static StciException refusal(Refusal refusal) {
        return new StciException(
                Status.ofNumber(refusal.getStatus()), refusal.getCulprit(), refusal.getReason(), refusal.getNextStep());
    }

    private StciException unavailable(String reason) {
        String culprit = peer == null ? "link" : "link to node " + peer.node();
        return new StciException(Status.UNAVAILABLE, culprit, reason, "");
    }

    /** What the two ends of a link do until it is open. */
    interface Greeting {
        /** The channel is connected. */
        void begin(Link link);

        /** A frame came before the link was open. */
        void received(Link link, Frame frame);

        /** The link closed before it was open. */
        void failed();

        /** Who is told of a failure; null if nobody yet. */
        VcHandler handler();
    }

    static ByteBuf helloFrame(Link link, PeerHello hello) {
        return Frames.of(link.channel.alloc(), HELLO, 0, 0, hello.toWire());
    }

    static ByteBuf welcomeFrame(Link link) {
        Welcome welcome = Welcome.newBuilder().setVersion(PeerHello.MAX_VERSION).build();
        return Frames.of(link.channel.alloc(), WELCOME, 0, 0, welcome);
    }

    static Hello parseHello(Frame frame) {
        return Frames.parse(frame, Hello.parser());
    }
}
