package io.stci.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stci.testkit.TcpProxy.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private static final int PATIENCE_MS = 60_000;
    private static final byte[] WORD = {1, 2, 3};

    private ServerSocket target;
    private TcpProxy proxy;
    private Socket below;
    private Socket above;

    @BeforeEach
    void connect() throws IOException {
        target = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        target.setSoTimeout(PATIENCE_MS);
        proxy = TcpProxy.to(target.getLocalPort());
        connectOnce();
    }

    @AfterEach
    void close() throws IOException {
        below.close();
        proxy.close();
        target.close();
    }

    @Test
    void bytesPassBothWays() throws IOException {
        assertPasses(below, above);
        assertPasses(above, below);
    }

    @Test
    void theEndOfOneSideReachesTheOtherWhichMayGoOn() throws IOException {
        below.shutdownOutput();
        assertEquals(-1, above.getInputStream().read());
        assertPasses(above, below);
    }

    @Test
    void aCutEndsBothSidesAndTheNextConnectionPasses() throws IOException {
        proxy.cut();
        assertEnded(below);
        assertEnded(above);
        connectOnce();
        assertPasses(below, above);
    }

    @Test
    void aBlackHoleHoldsUpOneWayUntilItIsHealed() throws IOException {
        proxy.blackHole(Direction.UP);
        below.getOutputStream().write(WORD);
        assertPasses(above, below);
        assertNothingComes(above);
        proxy.heal();
        assertArrayEquals(WORD, above.getInputStream().readNBytes(WORD.length));
        assertPasses(below, above);
    }

    @Test
    void aBlackHoleHidesTheEndOfAConnection() throws IOException {
        proxy.blackHole(Direction.DOWN);
        above.close();
        assertNothingComes(below);
        proxy.heal();
        assertEnded(below);
    }

    @Test
    void whoComesWhenTheTargetIsGoneIsTurnedAway() throws IOException {
        target.close();
        try (Socket late = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            late.setSoTimeout(PATIENCE_MS);
            assertEnded(late);
        }
        assertPasses(below, above);
    }

    private void connectOnce() throws IOException {
        below = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        above = target.accept();
        below.setSoTimeout(PATIENCE_MS);
        above.setSoTimeout(PATIENCE_MS);
        assertPasses(below, above);
    }

    private static void assertPasses(Socket from, Socket to) throws IOException {
        from.getOutputStream().write(WORD);
        assertArrayEquals(WORD, to.getInputStream().readNBytes(WORD.length));
    }

    /** Long enough for what would come at once. */
    private static void assertNothingComes(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
        socket.setSoTimeout(PATIENCE_MS);
    }

    private static void assertEnded(Socket socket) throws IOException {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketException reset) {
            assertEquals("Connection reset", reset.getMessage());
        }
    }
}
