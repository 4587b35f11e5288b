package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.nio.NioIoHandler;
import io.stci.core.StciException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class UdpTransportTest extends TransportContractTest {
    @Override
    Bench openBench() {
        return new ThreadBench(
                NioIoHandler.newFactory(), LinkLimits.DEFAULT, () -> Address.udp("127.0.0.1", 0), closedPort());
    }

    @Test
    void aPortAskedForAsZeroHasItsNumber() {
        Address bound = bench().listen(hello -> new Recorder()).address();
        assertEquals("udp:127.0.0.1", bound.toString().substring(0, 13));
        assertTrue(bound.port() > 0);
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        Address unknown = Address.udp("no-such-host.invalid", 1);
        Recorder connecting = bench().connect(unknown, 1, new Recorder());
        bench().awaitUntil("closed", connecting::isClosed);
        assertEquals(
                "address udp:no-such-host.invalid:1: can't connect: no such host",
                connecting.why().getMessage());
        StciException refused = assertThrows(StciException.class, () -> bench().listen(unknown, hello -> null));
        assertTrue(refused.getMessage().contains("can't listen there: no such host"), refused.getMessage());
    }

    @Test
    void whereNobodyListensTheSystemSaysSoAtOnce() {
        Recorder connecting = bench().connect(bench().nowhere(), 1, new Recorder());
        bench().awaitUntil("closed", connecting::isClosed);
        assertTrue(
                connecting.why().getMessage().endsWith("can't connect: connection refused"),
                connecting.why().getMessage());
    }

    private static Address closedPort() {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return Address.udp("127.0.0.1", taken.getLocalPort());
        } catch (SocketException e) {
            throw new AssertionError(e);
        }
    }
}
