package io.stci.simulator;

import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Address;
import io.stci.transport.Admission;
import io.stci.transport.PeerHello;
import io.stci.transport.VcHandler;

/**
 * Makes one stream: the hello goes to the other host, which refuses it, admits it, or never answers. Confined to the
 * simulation's thread.
 */
final class StreamConnector {
    /** As long as real links wait for the handshake. */
    private static final long ANSWER_TIMEOUT_NS = 10_000_000_000L;

    private static final long HELLO_BYTES = 256;

    private final Simulation simulation;
    private final SimulatedProcess process;
    private final Address address;
    private final int host;
    private final PeerHello hello;
    private final StreamPath there;
    private final StreamPath back;
    private final StreamEnd near;
    private Scheduler.Timer timer;

    StreamConnector(
            Simulation simulation, SimulatedProcess process, Address address, PeerHello hello, VcHandler handler) {
        this.simulation = simulation;
        this.process = process;
        this.address = address;
        this.host = simulation.host(address);
        this.hello = hello;
        this.there = simulation.path(process.host(), host);
        this.back = simulation.path(host, process.host());
        this.near = new StreamEnd(process, there, simulation.trace());
        near.handleWith(handler);
    }

    void begin() {
        timer = process.schedule(
                ANSWER_TIMEOUT_NS, () -> fail(failure(Status.DEADLINE_EXCEEDED, "does not complete the handshake")));
        there.send(message(this::knock));
    }

    private void knock() {
        if (simulation.isOn(host)) {
            SimulatedProcess listener = simulation.process(host);
            listener.run(() -> admit(listener), this::refuse);
        }
    }

    private void admit(SimulatedProcess listener) {
        Admission admission = listener.admission(address);
        if (admission == null) {
            refuse();
            return;
        }
        try {
            accept(listener, admission.admit(hello));
        } catch (StciException refused) {
            simulation.trace().say("host " + host + " refuses node " + hello.node() + ": " + refused.getMessage());
            back.send(message(() -> process.run(() -> fail(refused))));
        }
    }

    private void accept(SimulatedProcess listener, VcHandler handler) {
        StreamEnd far = new StreamEnd(listener, back, simulation.trace());
        StreamEnd.join(near, far);
        far.handleWith(handler);
        back.send(message(() -> process.run(() -> welcome(far), () -> hangUp(far))));
        far.open(hello);
    }

    private void welcome(StreamEnd far) {
        if (near.isConnecting()) {
            timer.cancel();
            near.open(new PeerHello(hello.session(), hello.credential(), -1, 0, ""));
        } else {
            hangUp(far);
        }
    }

    /** Nobody is here any more whom the other end could talk to. */
    private void hangUp(StreamEnd far) {
        if (simulation.isOn(process.host())) {
            there.send(message(() -> simulation.process(host).run(far::closedByOther)));
        }
    }

    private void refuse() {
        back.send(message(
                () -> process.run(() -> fail(failure(Status.UNAVAILABLE, "can't connect: Connection refused")))));
    }

    private void fail(StciException why) {
        if (near.isConnecting()) {
            timer.cancel();
            near.unreachable(why);
        }
    }

    private StciException failure(Status status, String reason) {
        return new StciException(status, "address " + address, reason, "");
    }

    private static StreamPath.Item message(Runnable onArrival) {
        return new StreamPath.Item() {
            @Override
            public long bytes() {
                return HELLO_BYTES;
            }

            @Override
            public void arrive() {
                onArrival.run();
            }

            @Override
            public void drop() {}
        };
    }
}
