package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.stci.core.StciException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/** Carries a link on a Netty channel. */
final class ChannelCarrier extends ChannelInboundHandlerAdapter implements Carrier {
    private final Link link;
    private final LinkFlusher flusher;
    private final FrameReader reader;
    private Channel channel;
    private SendLanes lanes;

    ChannelCarrier(Link link, LinkFlusher flusher, ByteBufAllocator allocator) {
        this.link = link;
        this.flusher = flusher;
        this.reader = new FrameReader(allocator);
    }

    @Override
    public ByteBufAllocator allocator() {
        return channel.alloc();
    }

    @Override
    public void greet(ByteBuf frame) {
        lanes.write(frame);
    }

    @Override
    public void send(ByteBuf frame, Lane lane) {
        lanes.send(frame, lane);
    }

    @Override
    public long queuedBytes() {
        return lanes.queuedBytes();
    }

    @Override
    public void finish() {
        lanes.drainAll();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.close());
    }

    @Override
    public void refuse(StciException why) {
        lanes.release();
        if (channel.isActive()) {
            lanes.write(HandshakeFrames.refusal(channel.alloc(), why));
            lanes.flush();
        }
        channel.close();
    }

    @Override
    public void cut() {
        channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        lanes = new SendLanes(flusher, channel);
        link.carriedBy(this);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws IOException {
        link.connected();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (link.isLive()) {
            reader.read(bytes, link.incoming());
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
        if (cause instanceof ClosedChannelException) {
            ctx.close();
        } else if (cause instanceof IOException broken) {
            link.broke(broken);
        } else {
            link.failed(cause);
        }
    }

    /** Comes once the channel is closed, even if it never became active. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        lanes.release();
        reader.release();
        link.ended();
    }
}
