package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Welcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class TcpTransportTest extends TransportContractTest {
    @Override
    Bench openBench() {
        return tcpBench(io());
    }

    /** Who serves the sockets. */
    SocketIo io() {
        return NioSockets.INSTANCE;
    }

    static Bench tcpBench(SocketIo io) {
        return new ThreadBench(io.handlers(), LinkLimits.DEFAULT, () -> Address.tcp("127.0.0.1", 0), closedPort());
    }

    @Test
    void aPortAskedForAsZeroHasItsNumber() {
        Address bound = bench().listen(hello -> new Recorder()).address();
        assertEquals("127.0.0.1", bound.name());
        assertTrue(bound.port() > 0);
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        Address unknown = Address.tcp("no-such-host.invalid", 1);
        Recorder connecting = bench().connect(unknown, 1, new Recorder());
        bench().awaitUntil("closed", connecting::isClosed);
        assertEquals(
                "address tcp:no-such-host.invalid:1: can't connect: no such host",
                connecting.why().getMessage());
        StciException refused = assertThrows(StciException.class, () -> bench().listen(unknown, hello -> null));
        assertTrue(refused.getMessage().contains("can't listen there: no such host"), refused.getMessage());
    }

    @Test
    void anAnswerInAVersionThatWeDoNotSpeakIsRefused() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Recorder connecting = bench().connect(Address.tcp("127.0.0.1", server.getLocalPort()), 1, new Recorder());
            try (Socket accepted = server.accept()) {
                byte[] welcome = Welcome.newBuilder().setVersion(9).build().toByteArray();
                accepted.getOutputStream().write(FrameBytes.sealed(HandshakeFrames.WELCOME, welcome));
                bench().awaitUntil("closed", connecting::isClosed);
            }
            assertEquals(Status.VERSION_MISMATCH, connecting.why().status());
            assertTrue(
                    connecting.why().reason().contains("version 9"),
                    connecting.why().getMessage());
        }
    }

    @Test
    void aConnectionThatBreaksIsUnavailable() throws IOException {
        Recorder listening = new Recorder();
        Address address = bench().listen(hello -> listening).address();
        try (Socket raw = new Socket("127.0.0.1", address.port())) {
            byte[] hello = Bench.hello(3).toWire().toByteArray();
            raw.getOutputStream().write(FrameBytes.sealed(HandshakeFrames.HELLO, hello));
            bench().awaitUntil("open", listening::isOpen);
            raw.setSoLinger(true, 0);
        }
        bench().awaitUntil("closed", listening::isClosed);
        assertEquals(Status.UNAVAILABLE, listening.why().status());
        assertTrue(
                listening.why().getMessage().startsWith("link to node 3: broke: "),
                listening.why().getMessage());
    }

    static Address closedPort() {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Address.tcp("127.0.0.1", taken.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
