package io.stci.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Which Netty channels serve which kind of address. */
record ChannelKinds(ChannelFactory<ServerChannel> server, ChannelFactory<Channel> client, Address.Scheme scheme) {
    private static final int BACKLOG = 4096;
    /** How much is read at once. */
    private static final RecvByteBufAllocator SOCKET_READS =
            new AdaptiveRecvByteBufAllocator(2 << 10, 16 << 10, 256 << 10);
    /** All that is there, uncopied: an in-process channel drops what is unread when its other end closes. */
    private static final RecvByteBufAllocator LOCAL_READS =
            new FixedRecvByteBufAllocator(1).respectMaybeMoreData(false).maxMessagesPerRead(Integer.MAX_VALUE);

    static ChannelKinds of(Address address, SocketIo io) {
        return switch (address.scheme()) {
            case TCP, TLS -> io.tcp(address.scheme());
            case UNIX -> io.unix();
            case UDP -> throw noChannel(address);
            case LOCAL -> new ChannelKinds(LocalServerChannel::new, LocalChannel::new, Address.Scheme.LOCAL);
        };
    }

    void prepare(ServerBootstrap bootstrap) {
        bootstrap.childOption(ChannelOption.RECVBUF_ALLOCATOR, reads());
        if (scheme != Address.Scheme.LOCAL) {
            bootstrap.option(ChannelOption.SO_BACKLOG, BACKLOG);
        }
        if (isTcp()) {
            bootstrap.childOption(ChannelOption.TCP_NODELAY, true);
        }
    }

    void prepare(Bootstrap bootstrap) {
        bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, reads());
        if (isTcp()) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true);
        }
    }

    static SocketAddress socketAddress(Address address, SocketIo io) {
        return switch (address.scheme()) {
            case TCP, TLS, UDP -> new InetSocketAddress(address.name(), address.port());
            case UNIX -> io.unixAddress(address.name());
            case LOCAL -> new LocalAddress(address.name());
        };
    }

    static Address boundAddress(Address asked, Channel channel) {
        return channel.localAddress() instanceof InetSocketAddress bound
                ? new Address(asked.scheme(), asked.name(), bound.getPort())
                : asked;
    }

    private static StciException noChannel(Address address) {
        return new StciException(Status.INTERNAL, "address " + address, "has datagrams, no channel for each link", "");
    }

    private boolean isTcp() {
        return scheme == Address.Scheme.TCP || scheme == Address.Scheme.TLS;
    }

    private RecvByteBufAllocator reads() {
        return scheme == Address.Scheme.LOCAL ? LOCAL_READS : SOCKET_READS;
    }
}
