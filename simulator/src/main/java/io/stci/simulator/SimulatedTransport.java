package io.stci.simulator;

import io.netty.buffer.ByteBufAllocator;
import io.stci.core.Scheduler;
import io.stci.transport.Address;
import io.stci.transport.Admission;
import io.stci.transport.PeerHello;
import io.stci.transport.Transport;
import io.stci.transport.VcHandler;
import java.util.concurrent.CompletableFuture;

/** The transport of one simulated process: streams over the simulated network. Confined to the simulation's thread. */
final class SimulatedTransport implements Transport {
    private final Simulation simulation;
    private final SimulatedProcess process;

    SimulatedTransport(Simulation simulation, SimulatedProcess process) {
        this.simulation = simulation;
        this.process = process;
    }

    @Override
    public Scheduler scheduler() {
        return process;
    }

    @Override
    public ByteBufAllocator allocator() {
        return process.allocator();
    }

    @Override
    public void execute(Runnable task) {
        process.execute(task);
    }

    @Override
    public CompletableFuture<Endpoint> listen(Address address, Admission admission) {
        process.listen(address, admission);
        simulation.place(address, process.host());
        return CompletableFuture.completedFuture(new ListeningEndpoint(address));
    }

    @Override
    public void connect(Address address, PeerHello hello, VcHandler handler) {
        new StreamConnector(simulation, process, address, hello, handler).begin();
    }

    @Override
    public void close() {
        simulation.end(process);
    }

    private final class ListeningEndpoint implements Endpoint {
        private final Address address;

        ListeningEndpoint(Address address) {
            this.address = address;
        }

        @Override
        public Address address() {
            return address;
        }

        /** No stranger comes by in a simulation. */
        @Override
        public long refused() {
            return 0;
        }

        @Override
        public void close() {
            process.stopListening(address);
        }
    }
}
