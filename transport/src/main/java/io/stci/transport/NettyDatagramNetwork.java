package io.stci.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Datagrams on UDP sockets. A port to one peer is connected, so that it hears when nobody is there. */
final class NettyDatagramNetwork implements DatagramNetwork {
    /** Fits into the 1500 bytes of an Ethernet frame behind any headers that are common. */
    private static final int MAX_BYTES = 1432;
    /** Within a host nothing is cut into packets. */
    private static final int MAX_LOOPBACK_BYTES = 16 << 10;
    /** What waits in a socket; the system grants less if it is told to. */
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;
    /** Beyond the upper mark datagrams are lost. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(2 << 20, 4 << 20);

    private final EventLoop loop;
    private final SocketIo io;
    private final ByteBufAllocator allocator;
    private final LinkFlusher flusher;

    NettyDatagramNetwork(EventLoop loop, SocketIo io, ByteBufAllocator allocator, LinkFlusher flusher) {
        this.loop = loop;
        this.io = io;
        this.allocator = allocator;
        this.flusher = flusher;
    }

    @Override
    public CompletableFuture<Port> open(Address local, Receiver receiver) {
        InetSocketAddress socket = new InetSocketAddress(local.name(), local.port());
        UdpPort port = new UdpPort(flusher, local, null, maxBytes(socket), receiver);
        CompletableFuture<Port> opened = new CompletableFuture<>();
        bootstrap(port).bind(socket).addListener((ChannelFuture bound) -> {
            if (bound.isSuccess()) {
                opened.complete(port);
            } else {
                opened.completeExceptionally(Failures.bind(local, bound.cause(), io.isAddressInUse(bound.cause())));
            }
        });
        return opened;
    }

    @Override
    public CompletableFuture<Port> openTo(Address peer, Receiver receiver) {
        InetSocketAddress socket = new InetSocketAddress(peer.name(), peer.port());
        UdpPort port = new UdpPort(flusher, Address.udp("", 0), peer, maxBytes(socket), receiver);
        CompletableFuture<Port> opened = new CompletableFuture<>();
        bootstrap(port).connect(socket).addListener((ChannelFuture connected) -> {
            if (connected.isSuccess()) {
                opened.complete(port);
            } else {
                opened.completeExceptionally(Failures.connect(peer, connected.cause()));
            }
        });
        return opened;
    }

    private Bootstrap bootstrap(UdpPort port) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(io.udp())
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(port.maxDatagramBytes()))
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(port);
    }

    private static int maxBytes(InetSocketAddress socket) {
        boolean loopback = !socket.isUnresolved() && socket.getAddress().isLoopbackAddress();
        return loopback ? MAX_LOOPBACK_BYTES : MAX_BYTES;
    }
}
