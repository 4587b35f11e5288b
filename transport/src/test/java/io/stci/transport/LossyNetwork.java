package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A network in memory that loses, repeats, delays and thereby reorders datagrams; everything follows from its seed. */
final class LossyNetwork implements DatagramNetwork {
    static final int MAX_BYTES = 1432;
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Scheduler scheduler;
    private final Random random;
    private final Map<Address, MemoryPort> ports = new HashMap<>();
    private final List<Throwable> failures = new ArrayList<>();
    private double loss;
    private double repeat;
    private Tap tap = (from, to, bytes) -> bytes;
    private int nextPort = 50_000;

    LossyNetwork(Scheduler scheduler, long seed, double loss, double repeat) {
        this.scheduler = scheduler;
        this.random = new Random(seed);
        this.loss = loss;
        this.repeat = repeat;
    }

    /** Sees every datagram that is not lost. */
    @FunctionalInterface
    interface Tap {
        /** Returns what arrives in its place. */
        byte[] passing(Address from, Address to, byte[] bytes);
    }

    @Override
    public CompletableFuture<Port> open(Address local, Receiver receiver) {
        Address address = local.port() == 0 ? Address.udp(local.name(), nextPort++) : local;
        if (ports.containsKey(address)) {
            return CompletableFuture.failedFuture(new StciException(
                    Status.ADDRESS_IN_USE, "address " + address, "somebody listens there", "choose another"));
        }
        MemoryPort port = new MemoryPort(address, receiver);
        ports.put(address, port);
        return CompletableFuture.completedFuture(port);
    }

    @Override
    public CompletableFuture<Port> openTo(Address peer, Receiver receiver) {
        return open(Address.udp("client", 0), receiver);
    }

    /** From now on. */
    void lose(double share) {
        loss = share;
    }

    void tap(Tap next) {
        tap = next;
    }

    /** What receivers threw. */
    List<Throwable> failures() {
        return failures;
    }

    /** Ports that are open. */
    int openPorts() {
        return ports.size();
    }

    /** Tears the host of a port off the network; its address is free again. */
    void forget(Address address) {
        ports.remove(address);
    }

    /** Somebody without a port, or under a false name, sends at once. */
    void inject(Address from, Address to, byte[] bytes) {
        MemoryPort port = ports.get(to);
        if (port != null) {
            port.arrived(from, bytes);
        }
    }

    private long delayNs() {
        return MS / 10 + (long) (random.nextDouble() * (random.nextInt(10) == 0 ? 4 * MS : MS / 2));
    }

    private final class MemoryPort implements Port {
        private final Address address;
        private final Receiver receiver;

        MemoryPort(Address address, Receiver receiver) {
            this.address = address;
            this.receiver = receiver;
        }

        @Override
        public Address address() {
            return address;
        }

        @Override
        public int maxDatagramBytes() {
            return MAX_BYTES;
        }

        @Override
        public void send(Address to, ByteBuf datagram) {
            byte[] bytes = FrameBytes.bytes(datagram);
            datagram.release();
            if (bytes.length > MAX_BYTES) {
                failures.add(new AssertionError("a datagram of " + bytes.length + " bytes"));
            }
            if (random.nextDouble() >= loss) {
                byte[] passed = tap.passing(address, to, bytes);
                scheduler.schedule(delayNs(), () -> inject(address, to, passed));
                if (random.nextDouble() < repeat) {
                    scheduler.schedule(delayNs(), () -> inject(address, to, passed));
                }
            }
        }

        @Override
        public void close() {
            ports.remove(address, this);
        }

        private void arrived(Address from, byte[] bytes) {
            ByteBuf lent = Unpooled.wrappedBuffer(bytes.clone());
            try {
                receiver.received(from, lent);
            } catch (RuntimeException | Error failure) {
                failures.add(failure);
            }
            lent.release();
        }
    }
}
