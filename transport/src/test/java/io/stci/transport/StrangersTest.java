package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.channel.nio.NioIoHandler;
import io.stci.core.Status;
import io.stci.wire.Refusal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An open port is knocked at by anybody; after each test it must still serve a peer of the session. */
class StrangersTest {
    private static final long SEED = 86;
    private static final long NEVER_NS = TimeUnit.HOURS.toNanos(1);

    private Bench bench;
    private Transport.Endpoint endpoint;

    private void open(LinkLimits limits) {
        bench = new ThreadBench(
                NioIoHandler.newFactory(), limits, () -> Address.tcp("127.0.0.1", 0), Address.tcp("127.0.0.1", 1));
        endpoint = bench.listen(hello -> new Recorder());
    }

    private void openWithoutDeadlines() {
        open(new LinkLimits(NEVER_NS, NEVER_NS, 256, NEVER_NS));
    }

    @AfterEach
    void stillServesAPeerAndLeaksNothing() {
        awaitPeerAdmitted();
        bench.close();
    }

    @Test
    void randomBytesAreRefused() throws IOException {
        openWithoutDeadlines();
        Random random = new Random(SEED);
        for (int i = 0; i < 100; i++) {
            try (RawPeer stranger = new RawPeer(endpoint.address())) {
                byte[] bytes = FrameBytes.random(random, 5000 + random.nextInt(20_000));
                if (i % 2 == 0) {
                    bytes[0] = 0;
                    bytes[1] = 0;
                    bytes[2] &= 0x0f;
                }
                stranger.write(bytes).awaitEnd();
            }
        }
        awaitRefused(100);
    }

    @Test
    void otherProtocolsHearThatTheyAreWrongHere() throws IOException {
        openWithoutDeadlines();
        byte[] tlsClientHello = HexFormat.of().parseHex("16030100c8010000c40303");
        byte[] http = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] gibibyte = {0x40, 0, 0, 0};
        byte[] slightlyTooLong = {0, 0, 0x10, 1};
        for (byte[] bytes : List.of(tlsClientHello, http, gibibyte, slightlyTooLong)) {
            try (RawPeer stranger = new RawPeer(endpoint.address())) {
                Refusal refusal = stranger.write(bytes).readRefusal();
                assertEquals(Status.PROTOCOL_ERROR.number(), refusal.getStatus());
                assertTrue(refusal.getReason().contains("is not between 1 and 4096"), refusal.getReason());
                assertEquals(bytes == tlsClientHello, refusal.getReason().endsWith(": it looks like TLS"));
                stranger.awaitEnd();
            }
        }
        awaitRefused(4);
    }

    @Test
    void whoSaysNothingOrTooLittleIsRefusedAtTheDeadline() throws IOException {
        open(new LinkLimits(TimeUnit.MILLISECONDS.toNanos(500), NEVER_NS, 256, NEVER_NS));
        try (RawPeer silent = new RawPeer(endpoint.address());
                RawPeer slow = new RawPeer(endpoint.address())) {
            slow.write(new byte[] {0, 0, 0x10, 0, 0x0d});
            assertEquals(Status.DEADLINE_EXCEEDED.number(), silent.readRefusal().getStatus());
            assertEquals(Status.DEADLINE_EXCEEDED.number(), slow.readRefusal().getStatus());
            silent.awaitEnd();
            slow.awaitEnd();
        }
        awaitRefused(2);
    }

    @Test
    void idleStrangersLoseTheirPlaceToThoseWhoWait() throws IOException {
        open(new LinkLimits(NEVER_NS, NEVER_NS, 256, TimeUnit.MILLISECONDS.toNanos(500)));
        List<RawPeer> idle = connect(300);
        awaitPeerAdmitted();
        assertTrue(endpoint.refused() > 300 - 256 - 16, "refused " + endpoint.refused());
        idle.get(0).awaitEnd();
        closeAll(idle);
        bench.awaitUntil("all are counted", () -> endpoint.refused() >= 300);
    }

    @Test
    void belowTheLimitIdleStrangersAreLeftInPeace() throws IOException {
        open(new LinkLimits(NEVER_NS, NEVER_NS, 256, 0));
        List<RawPeer> idle = connect(200);
        for (RawPeer peer : idle) {
            assertEquals(HandshakeFrames.WELCOME, peer.hello(2).readFrame().handler());
        }
        assertEquals(0, endpoint.refused());
        closeAll(idle);
    }

    @Test
    void aPortScanLeavesNothingBehind() throws IOException {
        openWithoutDeadlines();
        Recorder before = bench.connect(endpoint.address(), 1, new Recorder());
        bench.awaitUntil("admitted", before::isOpen);
        long descriptors = openDescriptors();
        for (int i = 0; i < 1000; i++) {
            new RawPeer(endpoint.address()).close();
        }
        awaitRefused(1000);
        bench.awaitUntil("descriptors are back", () -> openDescriptors() <= descriptors);
        assertTrue(before.isOpen());
    }

    @Test
    void aPeerThatReadsNothingIsClosedAtTheDeadlineAndNotHeardAnyMore() throws IOException {
        open(new LinkLimits(NEVER_NS, TimeUnit.SECONDS.toNanos(1), 256, NEVER_NS));
        Recorder deaf = new Recorder();
        Transport.Endpoint toDeaf = bench.listen(hello -> deaf);
        try (RawPeer peer = new RawPeer(toDeaf.address())) {
            peer.hello(2);
            bench.awaitUntil("open", deaf::isOpen);
            bench.run(bench.left(), () -> {
                for (int i = 0; i < 64; i++) {
                    deaf.vc().send(bench.frame(Lane.DATA, i, Frames.MAX_PAYLOAD_BYTES), Lane.DATA);
                }
                deaf.vc().close();
            });
            assertTrue(bench.call(bench.left(), deaf.vc()::queuedBytes) > 10_000_000);
            peer.write(FrameBytes.sealed(16, new byte[10]));
            bench.awaitUntil("closed", deaf::isClosed);
            assertEquals(0, deaf.frames());
            assertEquals("was closed by this end", deaf.why().reason());
        }
    }

    /** On a busy machine even a peer may be late; it would try again. */
    private void awaitPeerAdmitted() {
        bench.awaitUntil("a peer of the session is admitted", () -> {
            Recorder peer = bench.connect(endpoint.address(), 1, new Recorder());
            bench.awaitUntil("an answer", () -> peer.wasOpened() || peer.isClosed());
            return peer.wasOpened();
        });
    }

    private List<RawPeer> connect(int count) throws IOException {
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(new RawPeer(endpoint.address()));
        }
        return peers;
    }

    private static void closeAll(List<RawPeer> peers) throws IOException {
        for (RawPeer peer : peers) {
            peer.close();
        }
    }

    private void awaitRefused(long expected) {
        bench.awaitUntil("refused", () -> endpoint.refused() >= expected);
        assertEquals(expected, endpoint.refused());
    }

    private static long openDescriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
