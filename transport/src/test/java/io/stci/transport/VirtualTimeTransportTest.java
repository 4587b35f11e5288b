package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualTimeTransportTest extends TransportContractTest {
    private final VirtualBench virtual = new VirtualBench(LinkLimits.DEFAULT);

    @Override
    Bench openBench() {
        return virtual;
    }

    @Test
    void whoSaysNothingIsRefusedAtTheDeadline() {
        Transport.Endpoint endpoint = virtual.listen(hello -> new Recorder());
        Recorder silent = virtual.connect(endpoint.address(), new SilentGreeting(), new Recorder());
        virtual.time().advance(9_999, TimeUnit.MILLISECONDS);
        assertFalse(silent.isClosed());
        virtual.time().advance(1, TimeUnit.MILLISECONDS);
        assertTrue(silent.isClosed());
        assertEquals(Status.DEADLINE_EXCEEDED, silent.why().status());
        assertEquals(
                "peer: did not complete the handshake within 10000 ms",
                silent.why().getMessage());
        assertEquals(1, endpoint.refused());
    }

    @Test
    void anOpenLinkHasNoDeadline() {
        Bench.Pair pair = virtual.pair();
        virtual.time().advance(60, TimeUnit.SECONDS);
        assertTrue(pair.left().isOpen() && pair.right().isOpen());
    }
}
