package io.stci.transport;

import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Two transports on a thread of their own each. */
final class ThreadBench extends Bench {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Long enough for in-process channels to tell their other ends. */
    private static final long QUIET_MS = 20;

    private final EventLoopGroup leftGroup;
    private final EventLoopGroup rightGroup;
    private final NettyTransport left;
    private final NettyTransport right;
    private final Supplier<Address> freshAddresses;
    private final Address nowhere;

    ThreadBench(IoHandlerFactory io, LinkLimits limits, Supplier<Address> freshAddresses, Address nowhere) {
        this(io, limits, freshAddresses, nowhere, null, null);
    }

    ThreadBench(
            IoHandlerFactory io,
            LinkLimits limits,
            Supplier<Address> freshAddresses,
            Address nowhere,
            LinkSecurity leftSecurity,
            LinkSecurity rightSecurity) {
        leftGroup = group("left", io);
        rightGroup = group("right", io);
        left = transport(leftGroup, limits, leftSecurity);
        right = transport(rightGroup, limits, rightSecurity);
        this.freshAddresses = freshAddresses;
        this.nowhere = nowhere;
    }

    @Override
    Transport left() {
        return left;
    }

    @Override
    Transport right() {
        return right;
    }

    @Override
    void connectRight(Address address, Greeting greeting, VcHandler handler) {
        right.connect(address, greeting, handler);
    }

    @Override
    Address freshAddress() {
        return freshAddresses.get();
    }

    @Override
    Address nowhere() {
        return nowhere;
    }

    @Override
    <T> T call(Transport on, Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, on::execute)
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    void awaitUntil(String what, BooleanSupplier condition) {
        await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(condition::getAsBoolean);
    }

    @Override
    void endThreads() {
        end(rightGroup);
        end(leftGroup);
    }

    private void end(EventLoopGroup group) {
        group.shutdownGracefully(QUIET_MS, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        awaitUntil("the thread ended", group::isTerminated);
    }

    private NettyTransport transport(EventLoopGroup group, LinkLimits limits, LinkSecurity security) {
        return security == null
                ? NettyTransport.on(group.next(), allocator, limits)
                : NettyTransport.on(group.next(), allocator, limits, security);
    }

    private static EventLoopGroup group(String name, IoHandlerFactory io) {
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), io);
    }
}
