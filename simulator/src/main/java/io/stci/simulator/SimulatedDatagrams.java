package io.stci.simulator;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Address;
import io.stci.transport.DatagramNetwork;
import java.util.concurrent.CompletableFuture;

/** The datagram ports of one simulated process. Confined to the simulation's thread. */
final class SimulatedDatagrams implements DatagramNetwork {
    private static final int MAX_DATAGRAM_BYTES = 1400;
    private static final int FIRST_FREE_PORT = 32_768;
    /** What a host keeps for a port whose process does not read. */
    private static final long PORT_BYTES = 256 << 10;

    private final Simulation simulation;
    private final SimulatedProcess process;
    private int nextFreePort = FIRST_FREE_PORT;

    SimulatedDatagrams(Simulation simulation, SimulatedProcess process) {
        this.simulation = simulation;
        this.process = process;
    }

    @Override
    public CompletableFuture<Port> open(Address local, Receiver receiver) {
        if (!process.isAlive()) {
            return CompletableFuture.failedFuture(
                    new StciException(Status.UNAVAILABLE, "address " + local, "its process is dead", ""));
        }
        SimulatedPort port = new SimulatedPort(local, receiver);
        process.open(port);
        simulation.place(local, process.host());
        return CompletableFuture.completedFuture(port);
    }

    @Override
    public CompletableFuture<Port> openTo(Address peer, Receiver receiver) {
        return open(Address.udp("host-" + process.host(), nextFreePort++), receiver);
    }

    /** A port that datagrams reach, or don't. */
    final class SimulatedPort implements Port {
        private final Address address;
        private final Receiver receiver;
        private long unreadBytes;

        SimulatedPort(Address address, Receiver receiver) {
            this.address = address;
            this.receiver = receiver;
        }

        @Override
        public Address address() {
            return address;
        }

        @Override
        public int maxDatagramBytes() {
            return MAX_DATAGRAM_BYTES;
        }

        @Override
        public void send(Address to, ByteBuf datagram) {
            if (process.isAlive() && process.port(address) == this) {
                simulation.sendDatagram(process.host(), to, datagram, (host, copy) -> arrive(host, to, copy));
            }
            datagram.release();
        }

        @Override
        public void close() {
            process.close(this);
        }

        private void arrive(int host, Address to, ByteBuf datagram) {
            SimulatedProcess there = simulation.process(host);
            SimulatedPort port = simulation.isOn(host) && there.isAlive() ? there.port(to) : null;
            if (port != null) {
                port.take(address, datagram);
                return;
            }
            datagram.release();
            if (simulation.isOn(host) && process.isAlive() && process.port(address) == this) {
                process.run(() -> receiver.unreachable(to));
            }
        }

        private void take(Address from, ByteBuf datagram) {
            int bytes = datagram.readableBytes();
            if (unreadBytes + bytes > PORT_BYTES) {
                datagram.release();
                return;
            }
            unreadBytes += bytes;
            process.run(() -> hand(from, datagram, bytes), datagram::release);
        }

        private void hand(Address from, ByteBuf datagram, int bytes) {
            unreadBytes -= bytes;
            try {
                if (process.port(address) == this) {
                    receiver.received(from, datagram);
                }
            } finally {
                datagram.release();
            }
        }
    }
}
