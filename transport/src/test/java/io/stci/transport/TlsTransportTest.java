package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.nio.NioIoHandler;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TlsTransportTest extends TransportContractTest {
    private static final Certificates SESSION = Certificates.ofAuthority("session");
    /** A thousand handshakes at once, on a busy machine, take their time. */
    private static final LinkLimits PATIENT = new LinkLimits(
            TimeUnit.SECONDS.toNanos(50), TimeUnit.SECONDS.toNanos(10), 256, TimeUnit.SECONDS.toNanos(50));

    private final LinkSecurity listening = SESSION.member("left");
    private final LinkSecurity connecting = SESSION.member("right");

    @Override
    Bench openBench() {
        return new ThreadBench(
                NioIoHandler.newFactory(),
                PATIENT,
                () -> Address.tls("127.0.0.1", 0),
                Address.tls("127.0.0.1", TcpTransportTest.closedPort().port()),
                listening,
                connecting);
    }

    @Test
    void aPortAskedForAsZeroHasItsNumberAndItsScheme() {
        Address bound = bench().listen(hello -> new Recorder()).address();
        assertEquals(Address.Scheme.TLS, bound.scheme());
        assertTrue(bound.port() > 0);
    }

    @Test
    void anEndWithoutCertificateNeitherListensNorConnects() {
        Address address = bench().listen(hello -> new Recorder()).address();
        String why = "this end has no certificate; give it one, or use tcp:";
        try (Bench plain = TcpTransportTest.tcpBench(NioSockets.INSTANCE)) {
            Recorder refused = plain.connect(address, 1, new Recorder());
            plain.awaitUntil("closed", refused::isClosed);
            assertEquals(Status.INVALID_ARGUMENT, refused.why().status());
            assertEquals("address " + address + ": " + why, refused.why().getMessage());
            Address other = Address.tls("127.0.0.1", 0);
            StciException deaf = assertThrows(StciException.class, () -> plain.listen(other, hello -> new Recorder()));
            assertEquals("address " + other + ": " + why, deaf.getMessage());
        }
    }

    @Test
    void whatCanNotSecureALinkIsRefused() {
        assertUnusable(new LinkSecurity(listening.key(), listening.chain(), List.of()));
        assertUnusable(new LinkSecurity(listening.key(), List.of(), listening.authorities()));
    }

    @Test
    void securityIsPrintedByItsNameAlone() {
        assertEquals("certificate of CN=left", listening.toString());
    }

    private static void assertUnusable(LinkSecurity security) {
        StciException refused = assertThrows(StciException.class, () -> NettyTransport.sockets("never", security));
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
        assertTrue(refused.reason().startsWith("can't be used for TLS: "), refused.getMessage());
    }
}
