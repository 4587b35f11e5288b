package io.stci.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.PeerCredentials;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Netty's sockets on Linux's epoll. */
final class EpollSockets implements SocketIo {
    static final EpollSockets INSTANCE = new EpollSockets();

    private static final int ROOT_UID = 0;
    /** Linux's number, negative as Netty gives it. */
    private static final int EADDRINUSE = -98;

    private EpollSockets() {}

    static boolean isAvailable() {
        return Epoll.isAvailable();
    }

    /** @throws StciException UNAVAILABLE with the reason if there is none here */
    static EpollSockets checked() {
        if (!Epoll.isAvailable()) {
            Throwable cause = Epoll.unavailabilityCause();
            throw new StciException(
                    Status.UNAVAILABLE,
                    "system property " + PROPERTY,
                    "there is no epoll here: " + cause.getMessage(),
                    "use nio",
                    cause);
        }
        return INSTANCE;
    }

    @Override
    public IoHandlerFactory handlers() {
        return EpollIoHandler.newFactory();
    }

    @Override
    public ChannelKinds tcp(Address.Scheme scheme) {
        return new ChannelKinds(EpollServerSocketChannel::new, EpollSocketChannel::new, scheme);
    }

    @Override
    public ChannelFactory<Channel> udp() {
        return EpollDatagramChannel::new;
    }

    @Override
    public ChannelKinds unix() {
        return new ChannelKinds(
                EpollServerDomainSocketChannel::new, EpollDomainSocketChannel::new, Address.Scheme.UNIX);
    }

    /** Netty deletes what is in the way of a Unix socket before it binds. */
    @Override
    public void checkFree(Address address) {
        if (address.scheme() == Address.Scheme.UNIX
                && Files.exists(Path.of(address.name()), LinkOption.NOFOLLOW_LINKS)) {
            throw Failures.bind(address, new BindException("Address already in use"), true);
        }
    }

    @Override
    public SocketAddress unixAddress(String path) {
        return new DomainSocketAddress(path);
    }

    @Override
    public UnixPeer peer(Channel channel) throws IOException {
        PeerCredentials peer = ((EpollDomainSocketChannel) channel).peerCredentials();
        return new UnixPeer("process " + peer.pid() + " of user " + peer.uid(), isTrusted(peer.uid()));
    }

    @Override
    public boolean isAddressInUse(Throwable cause) {
        return cause instanceof ChannelException
                || cause instanceof Errors.NativeIoException failed && failed.expectedErr() == EADDRINUSE;
    }

    static boolean isTrusted(int uid) throws IOException {
        return uid == ROOT_UID || uid == (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }
}
