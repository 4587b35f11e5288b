package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.session.ProbeRequest;
import io.stci.session.Repair;
import io.stci.session.WaveJob;
import io.stci.testkit.NodeProcesses;
import io.stci.testkit.TcpProxy.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Waves stream through a tree of real processes, many at once, while processes and links of it fail in all the ways there
 * are: each wave comes once, in order, and holds all 16 ranks.
 */
@Timeout(120)
class ReductionUnderFaultsIT {
    private static final Duration DOWN_AFTER = Duration.ofSeconds(1);
    private static final int WINDOW = 64;
    private static final long WAVE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long LIMIT_MS = 10_000;
    /** Enough to see that the waves flow again, with all that were under way before. */
    private static final int MORE_WAVES = 10 * WINDOW;

    private final ProbeLog log = new ProbeLog(RankSet.all(16));

    @Test
    void everyWaveHoldsEveryRankOnceWhileJunctionsAndLinksFail() throws Exception {
        int cutOff = 9;
        int muted = 20;
        try (RealTree tree = RealTree.form("4x4", 16, DOWN_AFTER, cutOff, muted)) {
            WaveJob job = tree.session.probe(
                    new ProbeRequest(ProbeRequest.Kind.SUM, 0, Long.MAX_VALUE, WINDOW, WAVE_TIMEOUT_NS), log);
            befall(tree, "nothing", () -> {});
            befall(tree, "a link is cut", () -> tree.proxy(cutOff).cut());
            befall(tree, "a junction is stopped and woken", () -> stopFor(tree.processes.junction(2), 300));
            befall(tree, "a junction is killed", () -> NodeProcesses.signal("KILL", tree.processes.junction(1)));
            befall(tree, "a junction is stopped for too long", () -> stopFor(tree.processes.junction(3), 5000));
            befall(tree, "a link goes dead one way", () -> tree.proxy(muted).blackHole(Direction.UP));
            job.stop();
            job.done().get(10, TimeUnit.SECONDS);
            assertEquals(0, log.incomplete(), "waves that lack a rank");
            assertRepaired(
                    tree.repairs(),
                    "junction 1 on host: its process was killed by SIGKILL; 4 nodes",
                    "junction 3 on host: node 3 was silent for ",
                    "junction 4 on host: node 4 has been replaced, as node 20 could not reach it; 4 nodes");
        }
    }

    private interface Fault {
        void strike() throws Exception;
    }

    /** Prints how long no wave came, which is what it took to notice the fault and to repair it. */
    private void befall(RealTree tree, String what, Fault fault) throws Exception {
        List<Repair> before = tree.repairs();
        long from = log.waves();
        fault.strike();
        log.awaitMore(MORE_WAVES);
        assertEquals("", log.wrong(), what);
        long gapMs = log.takeLongestGapMs();
        List<Repair> repairs = new ArrayList<>(tree.repairs());
        repairs.removeAll(before);
        System.out.println(what + ": no wave for " + gapMs + " ms; " + (log.waves() - from) + " waves; repaired "
                + repairs.stream().map(Repair::text).toList());
        assertTrue(gapMs < LIMIT_MS, what + ": no wave for " + gapMs + " ms");
    }

    private static void stopFor(ProcessHandle process, long timeMs) throws Exception {
        NodeProcesses.signal("STOP", process);
        long stoppedNs = System.nanoTime();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> System.nanoTime() - stoppedNs > TimeUnit.MILLISECONDS.toNanos(timeMs));
        NodeProcesses.signal("CONT", process);
    }

    private static void assertRepaired(List<Repair> repairs, String... starts) {
        List<String> said = repairs.stream().map(Repair::text).toList();
        for (String start : starts) {
            assertTrue(said.stream().anyMatch(text -> text.startsWith(start)), start + " is not in " + said);
        }
    }
}
