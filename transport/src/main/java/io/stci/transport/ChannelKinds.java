package io.stci.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Which Netty channels serve which kind of address. */
record ChannelKinds(ChannelFactory<ServerChannel> server, ChannelFactory<Channel> client, boolean hasBacklog) {
    private static final int BACKLOG = 1024;

    static ChannelKinds of(Address address) {
        return switch (address.scheme()) {
            case TCP -> new ChannelKinds(NioServerSocketChannel::new, NioSocketChannel::new, true);
            case UNIX -> new ChannelKinds(NioServerDomainSocketChannel::new, NioDomainSocketChannel::new, true);
            case LOCAL -> new ChannelKinds(LocalServerChannel::new, LocalChannel::new, false);
        };
    }

    void backlog(ServerBootstrap bootstrap) {
        if (hasBacklog) {
            bootstrap.option(ChannelOption.SO_BACKLOG, BACKLOG);
        }
    }

    static SocketAddress socketAddress(Address address) {
        return switch (address.scheme()) {
            case TCP -> new InetSocketAddress(address.name(), address.port());
            case UNIX -> UnixDomainSocketAddress.of(address.name());
            case LOCAL -> new LocalAddress(address.name());
        };
    }

    static Address boundAddress(Address asked, Channel channel) {
        return channel.localAddress() instanceof InetSocketAddress bound
                ? Address.tcp(asked.name(), bound.getPort())
                : asked;
    }
}
