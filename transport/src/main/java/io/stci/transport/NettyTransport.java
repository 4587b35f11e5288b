package io.stci.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.net.BindException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Links on Netty channels: TCP and Unix sockets on an NIO thread, in-process channels on a local one. */
public final class NettyTransport implements Transport {
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 128 << 10);

    private final EventLoop loop;
    private final ByteBufAllocator allocator;
    private final LoopScheduler scheduler;
    private final LinkFlusher flusher;
    private final Runnable closeAction;

    private NettyTransport(EventLoop loop, ByteBufAllocator allocator, Runnable closeAction) {
        this.loop = loop;
        this.allocator = allocator;
        this.scheduler = new LoopScheduler(loop);
        this.flusher = new LinkFlusher(loop);
        this.closeAction = closeAction;
    }

    /** A transport with a thread of its own, for TCP and Unix sockets. */
    public static NettyTransport sockets(String threadName) {
        return owning(new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory(threadName, true), NioIoHandler.newFactory()));
    }

    /** A transport with a thread of its own, for {@code local:} addresses within this JVM. */
    public static NettyTransport inProcess(String threadName) {
        return owning(new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory(threadName, true), LocalIoHandler.newFactory()));
    }

    /** A transport on a loop that its caller runs and ends: for virtual time. */
    public static NettyTransport on(EventLoop loop, ByteBufAllocator allocator) {
        return new NettyTransport(loop, allocator, () -> {});
    }

    private static NettyTransport owning(MultiThreadIoEventLoopGroup group) {
        return new NettyTransport(
                group.next(), PooledByteBufAllocator.DEFAULT, () -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS));
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
        Greetings.StrangerLimit limit = new Greetings.StrangerLimit();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channelFactory(ChannelKinds.of(address).server())
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (limit.enter()) {
                            prepare(channel, address, Greetings.accepting(admission, limit));
                        } else {
                            channel.close();
                        }
                    }
                });
        ChannelKinds.of(address).backlog(bootstrap);
        CompletableFuture<Endpoint> endpoint = new CompletableFuture<>();
        bootstrap.bind(ChannelKinds.socketAddress(address)).addListener((ChannelFuture bound) -> {
            if (bound.isSuccess()) {
                Channel channel = bound.channel();
                endpoint.complete(new BoundEndpoint(channel, ChannelKinds.boundAddress(address, channel), limit));
            } else {
                endpoint.completeExceptionally(bindFailure(address, bound.cause()));
            }
        });
        return endpoint;
    }

    @Override
    public void connect(Address address, PeerHello hello, VcHandler handler) {
        new Bootstrap()
                .group(loop)
                .channelFactory(ChannelKinds.of(address).client())
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        prepare(channel, address, Greetings.connecting(hello, handler));
                    }
                })
                .connect(ChannelKinds.socketAddress(address))
                .addListener((ChannelFuture done) -> {
                    if (!done.isSuccess()) {
                        handler.closed(null, connectFailure(address, done.cause()));
                    }
                });
    }

    @Override
    public void close() {
        closeAction.run();
    }

    private void prepare(Channel channel, Address address, Link.Greeting greeting) {
        if (address.scheme() == Address.Scheme.TCP) {
            channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        }
        channel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(2 << 10, 16 << 10, 256 << 10));
        channel.pipeline().addLast(new Link(flusher, greeting));
    }

    private static StciException bindFailure(Address address, Throwable cause) {
        boolean taken = cause instanceof BindException || cause instanceof io.netty.channel.ChannelException;
        return new StciException(
                taken ? Status.ADDRESS_IN_USE : Status.UNAVAILABLE,
                "address " + address,
                "can't listen there: " + cause.getMessage(),
                "choose another port or directory",
                cause);
    }

    private static StciException connectFailure(Address address, Throwable cause) {
        return new StciException(
                Status.UNAVAILABLE, "address " + address, "can't connect: " + cause.getMessage(), "", cause);
    }

    private record BoundEndpoint(Channel channel, Address address, Greetings.StrangerLimit limit) implements Endpoint {
        @Override
        public long refused() {
            return limit.refused();
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
