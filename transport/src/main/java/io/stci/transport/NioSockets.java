package io.stci.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/** The JDK's own sockets. */
final class NioSockets implements SocketIo {
    static final NioSockets INSTANCE = new NioSockets();

    /** Belongs to the user that a process acts as. */
    private static final Path SELF = Path.of("/proc/self");

    private static final String ROOT_UID = "0";

    private NioSockets() {}

    @Override
    public IoHandlerFactory handlers() {
        return NioIoHandler.newFactory();
    }

    @Override
    public ChannelKinds tcp(Address.Scheme scheme) {
        return new ChannelKinds(NioServerSocketChannel::new, NioSocketChannel::new, scheme);
    }

    @Override
    public ChannelFactory<Channel> udp() {
        return NioDatagramChannel::new;
    }

    @Override
    public ChannelKinds unix() {
        return new ChannelKinds(NioServerDomainSocketChannel::new, NioDomainSocketChannel::new, Address.Scheme.UNIX);
    }

    /** Binding tells. */
    @Override
    public void checkFree(Address address) {}

    @Override
    public SocketAddress unixAddress(String path) {
        return UnixDomainSocketAddress.of(path);
    }

    @Override
    public UnixPeer peer(Channel channel) throws IOException {
        UserPrincipal user = channel.config()
                .getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED))
                .user();
        return new UnixPeer("a process of user " + user.getName(), isTrusted(user));
    }

    @Override
    public boolean isAddressInUse(Throwable cause) {
        return cause instanceof BindException || cause instanceof ChannelException;
    }

    static boolean isTrusted(UserPrincipal user) throws IOException {
        return user.equals(Files.getOwner(SELF)) || user.equals(root());
    }

    /** Principals are equal if their numbers are, whatever they are called here. */
    private static UserPrincipal root() throws IOException {
        return SELF.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ROOT_UID);
    }
}
