package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.nio.NioIoHandler;
import io.stci.core.Status;
import io.stci.wire.Refusal;
import java.io.IOException;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who knocks at a TLS port with the wrong papers, or none; after each test it must still serve a peer. */
class TlsStrangersTest {
    private static final long SEED = 443;
    private static final long NEVER_NS = TimeUnit.HOURS.toNanos(1);
    private static final LinkLimits NO_DEADLINES = new LinkLimits(NEVER_NS, NEVER_NS, 256, NEVER_NS);
    private static final Certificates SESSION = Certificates.ofAuthority("session");
    private static final Certificates OTHER = Certificates.ofAuthority("other");
    /** Written when a TLS record of a handshake announces 16 KiB. */
    private static final byte[] HALF_A_RECORD = {22, 3, 1, 0x40, 0, 1, 0, 0x3f};

    private Bench bench;
    private Transport.Endpoint endpoint;

    /** Listens with a proper certificate; the other end shows the given one. */
    private void open(LinkLimits limits, LinkSecurity connecting) {
        bench = bench(limits, SESSION.member("left"), connecting);
        endpoint = bench.listen(hello -> new Recorder());
    }

    private void open(LinkLimits limits) {
        open(limits, SESSION.member("right"));
    }

    @AfterEach
    void stillServesAPeerAndLeaksNothing() {
        try (Bench peers = bench(LinkLimits.DEFAULT, SESSION.member("a"), SESSION.member("b"))) {
            peers.awaitUntil("a peer of the session is admitted", () -> {
                Recorder peer = peers.connect(endpoint.address(), 1, new Recorder());
                peers.awaitUntil("an answer", () -> peer.wasOpened() || peer.isClosed());
                return peer.wasOpened();
            });
        }
        bench.close();
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() {
        open(NO_DEADLINES, OTHER.memberTrusting(SESSION, "intruder"));
        Recorder refused = connectInVain();
        assertEquals(Status.UNAUTHENTICATED, refused.why().status());
        assertTrue(
                refused.why().reason().startsWith("refuses the certificate of this end ("), refused.why()::getMessage);
        awaitRefused(1);
    }

    @Test
    void anEndpointOfAnotherAuthorityIsNotTalkedTo() {
        open(NO_DEADLINES, SESSION.memberTrusting(OTHER, "misled"));
        Recorder refused = connectInVain();
        assertEquals(Status.UNAUTHENTICATED, refused.why().status());
        assertEquals(
                "peer: shows a certificate of no authority that this end trusts; give both ends certificates of one authority",
                refused.why().getMessage());
        awaitRefused(1);
    }

    @Test
    void anExpiredCertificateIsRefused() {
        open(NO_DEADLINES, SESSION.expired("old"));
        Recorder refused = connectInVain();
        assertEquals(Status.UNAUTHENTICATED, refused.why().status());
        awaitRefused(1);
    }

    @Test
    void anEndpointWhoseCertificateExpiredOrIsNotValidYetIsNotTalkedTo() {
        open(NO_DEADLINES);
        assertRefusesEndpoint(SESSION.expired("old"), "shows a certificate that has expired; renew it");
        assertRefusesEndpoint(
                SESSION.premature("young"),
                "shows a certificate that is not valid yet; compare the clocks of both ends");
    }

    @Test
    void whoShowsNoCertificateIsRefused() throws IOException {
        open(NO_DEADLINES);
        try (RawPeer stranger = tlsPeer(SESSION.withoutCertificate())) {
            stranger.hello(2).awaitEnd();
        }
        awaitRefused(1);
    }

    @Test
    void aPlainClientIsRefused() {
        open(NO_DEADLINES);
        Address plain = Address.tcp("127.0.0.1", endpoint.address().port());
        Recorder refused = bench.connect(plain, 1, new Recorder());
        bench.awaitUntil("refused", refused::isClosed);
        assertFalse(refused.wasOpened());
        assertEquals(Status.PROTOCOL_ERROR, refused.why().status());
        assertEquals(
                "peer: does not speak TLS; use tls: at both ends or at neither",
                refused.why().getMessage());
        awaitRefused(1);
    }

    @Test
    void aTlsClientAtAPlainPortIsRefused() {
        open(NO_DEADLINES);
        Transport.Endpoint plain = bench.listen(Address.tcp("127.0.0.1", 0), hello -> new Recorder());
        Recorder refused =
                bench.connect(Address.tls("127.0.0.1", plain.address().port()), 1, new Recorder());
        bench.awaitUntil("refused", refused::isClosed);
        assertEquals(Status.PROTOCOL_ERROR, refused.why().status());
        assertEquals(
                "peer: does not speak TLS; use tls: at both ends or at neither",
                refused.why().getMessage());
        bench.awaitUntil("counted", () -> plain.refused() == 1);
    }

    @Test
    void randomBytesAreRefused() throws IOException {
        open(NO_DEADLINES);
        Random random = new Random(SEED);
        for (int i = 0; i < 100; i++) {
            try (RawPeer stranger = new RawPeer(endpoint.address())) {
                byte[] bytes = FrameBytes.random(random, 20_000 + random.nextInt(20_000));
                if (i % 2 == 0) {
                    System.arraycopy(HALF_A_RECORD, 0, bytes, 0, 5);
                }
                stranger.write(bytes).awaitEnd();
            }
        }
        awaitRefused(100);
    }

    @Test
    void aFrameOfAGibibyteInsideTlsIsRefused() throws IOException {
        open(NO_DEADLINES);
        try (RawPeer peer = tlsPeer(SESSION.memberSockets("right"))) {
            Refusal refusal = peer.write(new byte[] {0x40, 0, 0, 0}).readRefusal();
            assertEquals(Status.PROTOCOL_ERROR.number(), refusal.getStatus());
            assertTrue(
                    refusal.getReason().startsWith("length 1073741824 is not between 1 and 4096"), refusal::getReason);
            peer.awaitEnd();
        }
        awaitRefused(1);
    }

    @Test
    void whoHandshakesTooSlowlyIsRefusedAtTheDeadlineOfTheHello() throws IOException {
        open(new LinkLimits(TimeUnit.MILLISECONDS.toNanos(500), NEVER_NS, 256, NEVER_NS));
        try (RawPeer silent = new RawPeer(endpoint.address());
                RawPeer slow = new RawPeer(endpoint.address());
                RawPeer mute = tlsPeer(SESSION.memberSockets("right"))) {
            slow.write(HALF_A_RECORD);
            silent.awaitEnd();
            slow.awaitEnd();
            mute.awaitEnd();
        }
        awaitRefused(3);
    }

    @Test
    void whoDwellsInTheTlsHandshakeLosesItsPlaceToThoseWhoWait() throws IOException {
        open(new LinkLimits(NEVER_NS, NEVER_NS, 1, TimeUnit.MILLISECONDS.toNanos(500)));
        try (RawPeer slow = new RawPeer(endpoint.address())) {
            slow.write(HALF_A_RECORD);
            bench.awaitUntil("a peer gets its place", () -> {
                Recorder peer = bench.connect(endpoint.address(), 1, new Recorder());
                bench.awaitUntil("an answer", () -> peer.wasOpened() || peer.isClosed());
                return peer.wasOpened();
            });
            slow.awaitEnd();
        }
        bench.awaitUntil("counted", () -> endpoint.refused() >= 1);
    }

    private void assertRefusesEndpoint(LinkSecurity listening, String why) {
        try (Bench outdated = bench(NO_DEADLINES, listening, SESSION.member("right"))) {
            Transport.Endpoint other = outdated.listen(hello -> new Recorder());
            Recorder refused = outdated.connect(other.address(), 1, new Recorder());
            outdated.awaitUntil("refused", refused::isClosed);
            assertEquals(Status.UNAUTHENTICATED, refused.why().status());
            assertEquals("peer: " + why, refused.why().getMessage());
            outdated.awaitUntil("counted", () -> other.refused() == 1);
        }
    }

    private Recorder connectInVain() {
        Recorder connecting = bench.connect(endpoint.address(), 1, new Recorder());
        bench.awaitUntil("refused", connecting::isClosed);
        assertFalse(connecting.wasOpened());
        return connecting;
    }

    private RawPeer tlsPeer(SSLSocketFactory sockets) throws IOException {
        Socket socket = sockets.createSocket(
                endpoint.address().name(), endpoint.address().port());
        return new RawPeer(socket);
    }

    private void awaitRefused(long expected) {
        bench.awaitUntil("refused", () -> endpoint.refused() >= expected);
        assertEquals(expected, endpoint.refused());
    }

    private static Bench bench(LinkLimits limits, LinkSecurity listening, LinkSecurity connecting) {
        return new ThreadBench(
                NioIoHandler.newFactory(),
                limits,
                () -> Address.tls("127.0.0.1", 0),
                Address.tls("127.0.0.1", 1),
                listening,
                connecting);
    }
}
