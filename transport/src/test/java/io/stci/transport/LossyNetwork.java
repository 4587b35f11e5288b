package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A network in memory that loses, repeats, delays and thereby reorders datagrams; everything follows from its seed. */
final class LossyNetwork implements DatagramNetwork {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Scheduler scheduler;
    private final Random random;
    private final double loss;
    private final double repeat;
    private final Map<Address, MemoryPort> ports = new HashMap<>();
    private int nextPort = 50_000;
    private boolean cut;
    private long sent;

    LossyNetwork(Scheduler scheduler, long seed, double loss, double repeat) {
        this.scheduler = scheduler;
        this.random = new Random(seed);
        this.loss = loss;
        this.repeat = repeat;
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

    /** From now on everything is lost, or nothing more than usual. */
    void cut(boolean everything) {
        cut = everything;
    }

    /** Datagrams sent so far. */
    long sent() {
        return sent;
    }

    /** Ports that are open. */
    int openPorts() {
        return ports.size();
    }

    /** Somebody without a port, or under a false name, sends. The bytes stay the caller's. */
    void inject(Address from, Address to, byte[] bytes) {
        carry(from, to, bytes, 0);
    }

    private void carry(Address from, Address to, byte[] bytes, long delayNs) {
        scheduler.schedule(delayNs, () -> {
            MemoryPort port = ports.get(to);
            if (port != null) {
                port.arrived(from, bytes);
            }
        });
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
            return 1432;
        }

        @Override
        public void send(Address to, ByteBuf datagram) {
            byte[] bytes = FrameBytes.bytes(datagram);
            datagram.release();
            sent++;
            if (cut || random.nextDouble() < loss) {
                return;
            }
            carry(address, to, bytes, delayNs());
            if (random.nextDouble() < repeat) {
                carry(address, to, bytes, delayNs());
            }
        }

        @Override
        public void close() {
            ports.remove(address, this);
        }

        private void arrived(Address from, byte[] bytes) {
            ByteBuf lent = Unpooled.wrappedBuffer(bytes.clone());
            receiver.received(from, lent);
            lent.release();
        }
    }
}
