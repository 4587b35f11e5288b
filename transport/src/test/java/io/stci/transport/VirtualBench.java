package io.stci.transport;

import io.stci.testkit.VirtualTime;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Both ends in virtual time, on the test's thread. */
final class VirtualBench extends Bench {
    private final VirtualTime time = new VirtualTime();
    private final NettyTransport left;
    private final NettyTransport right;
    private int addresses;

    VirtualBench(LinkLimits limits) {
        left = NettyTransport.on(time.loop(), allocator, limits);
        right = NettyTransport.on(time.loop(), allocator, limits);
    }

    VirtualTime time() {
        return time;
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
        return Address.local("virtual-" + System.identityHashCode(this) + "-" + addresses++);
    }

    @Override
    Address nowhere() {
        return Address.local("virtual-nowhere");
    }

    @Override
    <T> T call(Transport on, Supplier<T> task) {
        T result = task.get();
        time.settle();
        return result;
    }

    @Override
    void awaitUntil(String what, BooleanSupplier condition) {
        time.awaitUntil(condition, 60, TimeUnit.SECONDS);
    }

    @Override
    void endThreads() {
        time.close();
    }
}
