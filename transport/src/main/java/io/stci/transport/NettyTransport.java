package io.stci.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.stci.core.Scheduler;
import io.stci.core.StciException;
import io.stci.transport.Address.Scheme;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Links on Netty channels: TCP, TLS, UDP and Unix sockets on a thread of sockets, in-process channels on a local one. */
public final class NettyTransport implements Transport {
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 128 << 10);

    private final EventLoop loop;
    private final SocketIo io;
    private final ByteBufAllocator allocator;
    private final LoopScheduler scheduler;
    private final LinkFlusher flusher;
    private final LinkLimits limits;
    /** Null if this end has no certificate. */
    private final Tls tls;

    private final Runnable closeAction;
    /** All connections: a loop that ends doesn't close those whose endpoint was closed before. */
    private final ChannelGroup channels;

    private DatagramTransport datagrams;

    private NettyTransport(
            EventLoop loop, ByteBufAllocator allocator, LinkLimits limits, Tls tls, Runnable closeAction) {
        this.loop = loop;
        this.io = SocketIo.of(loop);
        this.allocator = allocator;
        this.limits = limits;
        this.tls = tls;
        this.scheduler = new LoopScheduler(loop);
        this.flusher = new LinkFlusher(loop);
        this.closeAction = closeAction;
        this.channels = new DefaultChannelGroup(loop);
    }

    /** A transport with a thread of its own, for TCP, UDP and Unix sockets. */
    public static NettyTransport sockets(String threadName) {
        return sockets(threadName, (Tls) null);
    }

    /**
     * As {@link #sockets(String)}, and for {@code tls:} addresses too.
     *
     * @throws StciException INVALID_ARGUMENT if key, certificates and authorities don't make an end of a link
     */
    public static NettyTransport sockets(String threadName, LinkSecurity security) {
        return sockets(threadName, Tls.of(security));
    }

    private static NettyTransport sockets(String threadName, Tls tls) {
        return owning(
                new MultiThreadIoEventLoopGroup(
                        1,
                        new DefaultThreadFactory(threadName, true),
                        SocketIo.chosen().handlers()),
                tls);
    }

    /** A transport with a thread of its own, for {@code local:} addresses within this JVM. */
    public static NettyTransport inProcess(String threadName) {
        return owning(
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory(threadName, true), LocalIoHandler.newFactory()),
                null);
    }

    /** A transport on a loop that its caller runs and ends: for virtual time. */
    public static NettyTransport on(EventLoop loop, ByteBufAllocator allocator) {
        return on(loop, allocator, LinkLimits.DEFAULT);
    }

    static NettyTransport on(EventLoop loop, ByteBufAllocator allocator, LinkLimits limits) {
        return new NettyTransport(loop, allocator, limits, null, () -> {});
    }

    /** As the other, with certificates. */
    static NettyTransport on(EventLoop loop, ByteBufAllocator allocator, LinkLimits limits, LinkSecurity security) {
        return new NettyTransport(loop, allocator, limits, Tls.of(security), () -> {});
    }

    private static NettyTransport owning(MultiThreadIoEventLoopGroup group, Tls tls) {
        return new NettyTransport(
                group.next(),
                PooledByteBufAllocator.DEFAULT,
                LinkLimits.DEFAULT,
                tls,
                () -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS));
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public ByteBufAllocator allocator() {
        return allocator;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public CompletableFuture<Endpoint> listen(Address address, Admission admission) {
        try {
            checkSecurity(address);
            io.checkFree(address);
        } catch (StciException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Endpoint> endpoint = new CompletableFuture<>();
        if (address.scheme() == Scheme.UDP) {
            execute(() -> datagrams().listen(address, admission, endpoint));
            return endpoint;
        }
        StrangerGate gate = new StrangerGate(limits, scheduler);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channelFactory(ChannelKinds.of(address, io).server())
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new AcceptingInitializer(address.scheme(), admission, gate));
        ChannelKinds.of(address, io).prepare(bootstrap);
        bootstrap.bind(ChannelKinds.socketAddress(address, io)).addListener((ChannelFuture bound) -> {
            if (bound.isSuccess()) {
                Channel channel = bound.channel();
                endpoint.complete(new BoundEndpoint(channel, ChannelKinds.boundAddress(address, channel), gate));
            } else {
                endpoint.completeExceptionally(Failures.bind(address, bound.cause(), io.isAddressInUse(bound.cause())));
            }
        });
        return endpoint;
    }

    @Override
    public void connect(Address address, PeerHello hello, VcHandler handler) {
        connect(address, Greetings.connecting(hello), handler);
    }

    /** As the other, with a handshake of one's own. */
    void connect(Address address, Greeting greeting, VcHandler handler) {
        flusher.checkThread();
        if (address.scheme() == Scheme.UDP) {
            datagrams().connect(address, greeting, handler);
            return;
        }
        Link link = new Link(flusher, scheduler, limits, greeting, handler);
        try {
            checkSecurity(address);
        } catch (StciException e) {
            link.unreachable(e);
            return;
        }
        ChannelCarrier carrier = new ChannelCarrier(link, flusher, allocator);
        // Addresses come resolved; and Netty's resolvers would keep each loop that is let go without being ended.
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(ChannelKinds.of(address, io).client())
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .disableResolver()
                .handler(address.scheme() == Scheme.TLS ? new TlsInitializer(link, carrier) : carrier);
        ChannelKinds.of(address, io).prepare(bootstrap);
        ChannelFuture connected = bootstrap.connect(ChannelKinds.socketAddress(address, io));
        channels.add(connected.channel());
        connected.addListener((ChannelFuture done) -> {
            if (!done.isSuccess()) {
                link.unreachable(Failures.connect(address, done.cause()));
            }
        });
    }

    @Override
    public void close() {
        if (loop.isShuttingDown()) {
            closeAction.run();
        } else {
            execute(this::end);
        }
    }

    /** What {@code udp:} links run on. On the thread. Made when it is first used, as secure random numbers take their time. */
    DatagramTransport datagrams() {
        if (datagrams == null) {
            DatagramNetwork network = new NettyDatagramNetwork(loop, io, allocator, flusher);
            datagrams = new DatagramTransport(network, flusher, scheduler, loop, allocator, new SecureRandom(), limits);
        }
        return datagrams;
    }

    /** Links on datagrams first, while they can still tell their peers: no system does so for them. */
    private void end() {
        if (datagrams != null) {
            datagrams.end();
        }
        closeAction.run();
        channels.close();
    }

    private void checkSecurity(Address address) {
        if (address.scheme() == Scheme.TLS && tls == null) {
            throw Failures.noSecurity(address);
        }
    }

    /** Sets up a connection to be made. */
    private final class TlsInitializer extends ChannelInitializer<Channel> {
        private final Link link;
        private final ChannelCarrier carrier;

        TlsInitializer(Link link, ChannelCarrier carrier) {
            this.link = link;
            this.carrier = carrier;
        }

        @Override
        protected void initChannel(Channel channel) {
            tls.protectConnecting(channel, link);
            channel.pipeline().addLast(carrier);
        }
    }

    /** Sets up the connections that an endpoint accepts. */
    private final class AcceptingInitializer extends ChannelInitializer<Channel> {
        private final Scheme scheme;
        private final Admission admission;
        private final StrangerGate gate;

        AcceptingInitializer(Scheme scheme, Admission admission, StrangerGate gate) {
            this.scheme = scheme;
            this.admission = admission;
            this.gate = gate;
        }

        @Override
        protected void initChannel(Channel channel) {
            Greetings.EntryCheck entry =
                    scheme == Scheme.UNIX ? () -> io.peer(channel).check() : () -> {};
            Link link = new Link(flusher, scheduler, limits, Greetings.accepting(admission, gate, entry), null);
            if (!gate.enter(link, channel.parent().config()::setAutoRead)) {
                channel.close();
                return;
            }
            channels.add(channel);
            if (scheme == Scheme.TLS) {
                tls.protectAccepted(channel, link);
            }
            channel.pipeline().addLast(new ChannelCarrier(link, flusher, allocator));
        }
    }

    private record BoundEndpoint(Channel channel, Address address, StrangerGate gate) implements Endpoint {
        @Override
        public long refused() {
            return gate.refused();
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
