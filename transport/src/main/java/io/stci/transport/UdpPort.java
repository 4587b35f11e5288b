package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;

/** A UDP socket, for all or for one peer. */
final class UdpPort extends SimpleChannelInboundHandler<DatagramPacket>
        implements DatagramNetwork.Port, LinkFlusher.Flushable {
    private final LinkFlusher flusher;
    private final Address asked;
    private final Address peer;
    private final int maxBytes;
    private final DatagramNetwork.Receiver receiver;
    private final SocketAddresses addresses = new SocketAddresses();
    private Channel channel;
    private boolean closed;
    private boolean dirty;

    /** @param peer null if the port hears everybody */
    UdpPort(LinkFlusher flusher, Address asked, Address peer, int maxBytes, DatagramNetwork.Receiver receiver) {
        this.flusher = flusher;
        this.asked = asked;
        this.peer = peer;
        this.maxBytes = maxBytes;
        this.receiver = receiver;
    }

    @Override
    public Address address() {
        return ChannelKinds.boundAddress(asked, channel);
    }

    @Override
    public int maxDatagramBytes() {
        return maxBytes;
    }

    @Override
    public void send(Address to, ByteBuf datagram) {
        if (closed || !channel.isWritable()) {
            datagram.release();
            return;
        }
        Object message = peer == null ? new DatagramPacket(datagram, addresses.socketAddress(to)) : datagram;
        channel.write(message, channel.voidPromise());
        flusher.flushLater(this);
    }

    @Override
    public boolean markDirty() {
        boolean clean = !dirty;
        dirty = true;
        return clean;
    }

    @Override
    public void flush() {
        dirty = false;
        channel.flush();
    }

    /** What was sent before leaves first. */
    @Override
    public void close() {
        closed = true;
        channel.flush();
        channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        if (!closed) {
            Address from = peer == null ? addresses.address(packet.sender()) : peer;
            receiver.received(from, packet.content());
        }
    }

    /** Sockets report of datagrams sent long before; to whom, only a socket with one peer knows. Others just lost one. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            ctx.fireExceptionCaught(cause);
        } else if (peer != null && !closed) {
            receiver.unreachable(peer);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!closed) {
            closed = true;
            receiver.closed(Failures.link(null, "lost its socket"));
        }
    }
}
