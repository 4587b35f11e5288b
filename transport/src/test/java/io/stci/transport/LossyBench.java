package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.EventLoop;
import io.stci.core.Scheduler;
import io.stci.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Both ends in virtual time, on the test's thread, with a network between them that loses. */
final class LossyBench extends Bench {
    private final VirtualTime time = new VirtualTime();
    private final LossyNetwork network;
    private final DatagramTransport left;
    private final DatagramTransport right;
    private final List<Throwable> failures = new ArrayList<>();
    private int addresses;

    LossyBench(long seed, double loss, double repeat, LinkLimits limits) {
        EventLoop loop = time.loop();
        Scheduler scheduler = watched(new LoopScheduler(loop));
        Executor thread = task -> loop.execute(watched(task));
        Random random = new Random(~seed);
        network = new LossyNetwork(scheduler, seed, loss, repeat);
        left = new DatagramTransport(network, scheduler, thread, allocator, random, limits);
        right = new DatagramTransport(network, scheduler, thread, allocator, random, limits);
    }

    VirtualTime time() {
        return time;
    }

    LossyNetwork network() {
        return network;
    }

    @Override
    DatagramTransport left() {
        return left;
    }

    @Override
    DatagramTransport right() {
        return right;
    }

    @Override
    void connectRight(Address address, Greeting greeting, VcHandler handler) {
        right.connect(address, greeting, handler);
    }

    @Override
    Address freshAddress() {
        return Address.udp("server", ++addresses);
    }

    @Override
    Address nowhere() {
        return Address.udp("nowhere", 1);
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
        if (!time.loop().isShuttingDown()) {
            left.close();
            right.close();
            time.close();
        }
        assertEquals(List.of(), failures);
        assertEquals(List.of(), network.failures());
        assertEquals(List.of(), left.carriers());
        assertEquals(List.of(), right.carriers());
        assertEquals(0, network.openPorts());
    }

    private Scheduler watched(Scheduler scheduler) {
        return new Scheduler() {
            @Override
            public long nowNs() {
                return scheduler.nowNs();
            }

            @Override
            public Timer schedule(long delayNs, Runnable task) {
                return scheduler.schedule(delayNs, watched(task));
            }
        };
    }

    /** The loop would only log what a task throws. */
    private Runnable watched(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error failure) {
                failures.add(failure);
            }
        };
    }
}
