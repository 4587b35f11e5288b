package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.session.ProbeRequest;
import io.stci.session.WaveJob;
import io.stci.testkit.NodeProcesses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the best-known library of this kind fails at, on trees of real processes. */
@Timeout(100)
class PeerComparisonIT {
    private static final Duration DOWN_AFTER = Duration.ofSeconds(10);
    private static final long WAVE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] JUNK = {'j', 'u', 'n', 'k', '\n'};
    private static final long MIB = 1 << 20;
    /** A heap of 64 MiB, what the JVM itself takes, and buffers for the windows of four children: 4 x 256 KiB. */
    private static final long BOUND_MIB = 160;
    /** What a heap of 64 MiB may still grow by, where a leak of one byte in twenty would be 45 MB in 900 waves of 1 MB. */
    private static final long FLAT_MIB = 40;

    @Test
    void aKilledJunctionLosesNoAnswerAndAllBackEndsCountAgain() throws Exception {
        try (RealTree tree = RealTree.form("4x4", 16, DOWN_AFTER)) {
            ProbeLog log = new ProbeLog(RankSet.all(16));
            WaveJob job = tree.session.probe(sums(Long.MAX_VALUE, 1), log);
            log.awaitMore(50);
            NodeProcesses.signal("KILL", tree.processes.junction(2));
            log.awaitMore(50);
            job.stop();
            assertEquals("", log.wrong());
            assertEquals(0, log.incomplete(), "waves that lack a back-end");
            assertEquals("junction 2 on host", tree.repairs().get(0).culprit());
            System.out.println("request and response: " + tree.repairs().get(0).text() + "; no answer for "
                    + log.takeLongestGapMs() + " ms");
        }
    }

    @Test
    void fiveBytesOfJunkCostTheirSenderItsConnectionAndNobodyElseAnything() throws Exception {
        try (RealTree tree = RealTree.form("2x2", 4, DOWN_AFTER)) {
            for (int node = 0; node <= 2; node++) {
                try (Socket stranger = connect(tree.port(node))) {
                    stranger.getOutputStream().write(JUNK);
                    assertClosed(stranger);
                }
            }
            assertEquals(7, 1 + tree.processes.all().size());
            assertWhole(tree, 100);
        }
    }

    @Test
    void anIdleConnectionHoldsNeitherWavesNorTheEndUp() throws Exception {
        RealTree tree = RealTree.form("2x2", 4, DOWN_AFTER);
        try (Socket idle = connect(tree.port(0));
                Socket another = connect(tree.port(1))) {
            assertWhole(tree, 100);
            List<ProcessHandle> nodes = tree.processes.all();
            long startedNs = System.nanoTime();
            tree.close();
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs);
            System.out.println("with idle connections the end took " + tookMs + " ms");
            assertTrue(tookMs < 4000, "the end took " + tookMs + " ms");
            assertTrue(nodes.stream().noneMatch(ProcessHandle::isAlive));
            assertClosed(idle);
            assertClosed(another);
        } finally {
            tree.close();
        }
    }

    @Test
    void aStoppedBackEndHoldsTheFrontEndUpAndMemoryStays() throws Exception {
        try (ProbeProcess probe = ProbeProcess.start("4x4", "16", "SUM", "0", "200000", "64")) {
            probe.awaitWaves(2000);
            List<ProcessHandle> inner = inner(probe);
            List<Long> before = residentMib(inner);
            ProcessHandle backEnd = probe.processes.agent(20);
            NodeProcesses.signal("STOP", backEnd);
            awaitStandstill(probe);
            long held = probe.waves();
            List<Long> stopped = residentMib(inner);
            NodeProcesses.signal("CONT", backEnd);
            probe.awaitWaves(held + 10_000);
            System.out.println("of 200000 waves a stopped back-end holds all but " + held + " up; MiB of front-end and "
                    + "junctions before " + before + ", then " + stopped + ", 10000 waves later " + residentMib(inner));
            assertPeaksBounded(inner);
        }
    }

    @Test
    void aThousandWavesOfAMegabyteTakeNoMoreMemoryThanAHundred() throws Exception {
        try (ProbeProcess probe = ProbeProcess.start("4x4", "16", "CONCATENATE", "60000", "100000", "4")) {
            probe.awaitWaves(100);
            List<ProcessHandle> inner = inner(probe);
            List<Long> before = residentMib(inner);
            long startedNs = System.nanoTime();
            probe.awaitWaves(1000);
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs);
            List<Long> after = residentMib(inner);
            System.out.println("waves of 1 MB, " + 900_000 / tookMs
                    + " a second: MiB of front-end and junctions after 100 " + before + ", after 1000 " + after);
            for (int i = 0; i < before.size(); i++) {
                assertTrue(after.get(i) - before.get(i) < FLAT_MIB, before + " MiB became " + after);
            }
            assertPeaksBounded(inner);
        }
    }

    @Test
    void nothingIsLeftOfASessionWhoseFrontEndIsKilled() throws Exception {
        try (ProbeProcess probe = ProbeProcess.start("2x2", "4", "SUM", "0", "1000000", "16")) {
            probe.awaitWaves(100);
            List<ProcessHandle> nodes = probe.processes.all();
            assertEquals(6, nodes.size());
            NodeProcesses.signal("KILL", probe.frontEnd());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> nodes.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    /** Waits until no wave comes for a while. */
    private static void awaitStandstill(ProbeProcess probe) {
        AtomicLong seen = new AtomicLong(-1);
        Awaitility.await().atMost(PATIENCE).during(Duration.ofSeconds(3)).until(() -> {
            long waves = probe.waves();
            return seen.getAndSet(waves) == waves;
        });
    }

    /** Of the front-end and the four junctions. */
    private static List<ProcessHandle> inner(ProbeProcess probe) {
        List<ProcessHandle> inner = new ArrayList<>(List.of(probe.frontEnd()));
        IntStream.rangeClosed(1, 4).mapToObj(probe.processes::junction).forEach(inner::add);
        return inner;
    }

    private static List<Long> residentMib(List<ProcessHandle> processes) throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (ProcessHandle process : processes) {
            sizes.add(NodeProcesses.residentBytes(process) / MIB);
        }
        return sizes;
    }

    private static void assertPeaksBounded(List<ProcessHandle> processes) throws IOException {
        for (ProcessHandle process : processes) {
            long peakMib = NodeProcesses.peakResidentBytes(process) / MIB;
            assertTrue(peakMib < BOUND_MIB, "a process took " + peakMib + " MiB");
        }
    }

    private static ProbeRequest sums(long count, int window) {
        return new ProbeRequest(ProbeRequest.Kind.SUM, 0, count, window, WAVE_TIMEOUT_NS);
    }

    private static void assertWhole(RealTree tree, int count) throws Exception {
        ProbeLog log = new ProbeLog(RankSet.all(tree.topology.agents()));
        tree.session.probe(sums(count, 8), log).done().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertEquals("", log.wrong());
        assertEquals(count, log.waves());
        assertEquals(0, log.incomplete());
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** The other end may say why before it closes. */
    private static void assertClosed(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            assertEquals("Connection reset", reset.getMessage());
        }
    }
}
