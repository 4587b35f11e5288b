package io.stci.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;
import java.net.SocketAddress;

/** Who serves a thread's sockets: the JDK's selectors, or Linux's epoll by way of a native library. */
interface SocketIo {
    /** Says who: {@code nio} or {@code epoll}. */
    String PROPERTY = "stci.transport";

    /**
     * Whom the system property asks for; if it is silent, epoll where it is to be had.
     *
     * @throws StciException INVALID_ARGUMENT if it asks for something else, UNAVAILABLE if this machine has no epoll
     */
    static SocketIo chosen() {
        String asked = System.getProperty(PROPERTY, "");
        return switch (asked) {
            case "" -> EpollSockets.isAvailable() ? EpollSockets.INSTANCE : NioSockets.INSTANCE;
            case "nio" -> NioSockets.INSTANCE;
            case "epoll" -> EpollSockets.checked();
            default ->
                throw new StciException(
                        Status.INVALID_ARGUMENT,
                        "system property " + PROPERTY,
                        "'" + asked + "' is neither nio nor epoll",
                        "correct it or leave it out");
        };
    }

    /** Who serves the sockets of a loop. */
    static SocketIo of(EventLoop loop) {
        boolean isNative = loop instanceof IoEventLoop io
                && !io.isIoType(NioIoHandler.class)
                && !io.isIoType(LocalIoHandler.class);
        return isNative ? EpollSockets.INSTANCE : NioSockets.INSTANCE;
    }

    /** What a thread needs to serve them. */
    IoHandlerFactory handlers();

    ChannelKinds tcp(Address.Scheme scheme);

    ChannelKinds unix();

    ChannelFactory<Channel> udp();

    /** @throws StciException ADDRESS_IN_USE if binding would put another's file aside instead of failing */
    void checkFree(Address address);

    SocketAddress unixAddress(String path);

    /** Who is at the other end of a Unix socket. */
    UnixPeer peer(Channel channel) throws IOException;

    /** True if this is why an address could not be bound. */
    boolean isAddressInUse(Throwable cause);
}
