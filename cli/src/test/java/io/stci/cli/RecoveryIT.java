package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.testkit.NodeProcesses;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes of real trees die or fall silent while commands write: what the ranks that are left wrote comes out whole. */
@Timeout(300)
class RecoveryIT {
    private static final int LINES = 80;
    private static final String COUNT =
            "i=1; while [ $i -le " + LINES + " ]; do echo line $i; i=$((i+1)); sleep 0.05; done";
    private static final Pattern LABELLED = Pattern.compile("\\[([0-9,-]+)] (.*)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {"unix", "udp"})
    void aKilledJunctionCostsNoLine(String transport) throws Exception {
        try (StciProcess stci = count("--local", "16", "--topology", "4x4", "--transport", transport)) {
            awaitFirstLines(stci, 16);
            NodeProcesses.signal("KILL", nodes(stci).junction(2));
            assertEquals(0, stci.status(), stci.err());
            assertEveryLine(stci, RankSet.all(16));
            assertTrue(stci.err().startsWith("stci: repaired: junction 2 on "), stci.err());
            assertEquals(1, stci.err().lines().count(), stci.err());
        }
    }

    @Test
    void aStoppedJunctionThatWakesAgainCostsNoLine() throws Exception {
        try (StciProcess stci = count("--local", "16", "--topology", "4x4", "--down-after", "3s")) {
            awaitFirstLines(stci, 16);
            ProcessHandle junction = nodes(stci).junction(3);
            NodeProcesses.signal("STOP", junction);
            awaitTime(Duration.ofSeconds(6));
            NodeProcesses.signal("CONT", junction);
            assertEquals(0, stci.status(), stci.err());
            assertEveryLine(stci, RankSet.all(16));
            assertTrue(stci.err().lines().allMatch(line -> line.startsWith("stci: repaired: ")), stci.err());
            assertTrue(stci.err().contains("junction 3 on "), stci.err());
        }
    }

    @Test
    void aKilledAgentIsNamedAndTheOthersComeOutWhole() throws Exception {
        try (StciProcess stci = count("--local", "16", "--topology", "4x4")) {
            awaitFirstLines(stci, 16);
            int firstAgent = 5;
            NodeProcesses.signal("KILL", nodes(stci).agent(firstAgent));
            assertEquals(ExitStatus.STCI_FAILED, stci.status(), stci.err());
            assertEveryLine(stci, RankSet.all(16).minus(RankSet.of(0)));
            assertTrue(stci.err().startsWith("stci: lost: [0] "), stci.err());
            assertEquals(1, stci.err().lines().count(), stci.err());
        }
    }

    @Test
    void twoJunctionsOfOnePathKilledAtOnceCostNoLine() throws Exception {
        try (StciProcess stci = count("--local", "16", "--topology", "2x2x4")) {
            awaitFirstLines(stci, 16);
            NodeProcesses nodes = nodes(stci);
            NodeProcesses.signal("KILL", nodes.junction(1), nodes.junction(3));
            assertEquals(0, stci.status(), stci.err());
            assertEveryLine(stci, RankSet.all(16));
            assertTrue(stci.err().lines().allMatch(line -> line.startsWith("stci: repaired: junction ")), stci.err());
            assertTrue(stci.err().contains("stci: repaired: junction 1 on "), stci.err());
        }
    }

    /** One is back before anybody thinks it dead; the other is replaced. The commands know nothing of it. */
    @Test
    void aJunctionThatHaltsWhileAnotherDiesChangesNeitherLinesNorStatus() throws Exception {
        String script = COUNT + "; exit 3";
        try (StciProcess stci = run(script, "--local", "16", "--topology", "4x4")) {
            awaitFirstLines(stci, 16);
            ProcessHandle halted = nodes(stci).junction(3);
            NodeProcesses.signal("STOP", halted);
            NodeProcesses.signal("KILL", nodes(stci).junction(2));
            awaitTime(Duration.ofSeconds(1));
            NodeProcesses.signal("CONT", halted);
            assertEquals(3, stci.status(), stci.err());
            assertEveryLine(stci, RankSet.all(16));
            List<String> said = stci.err().lines().sorted().toList();
            assertEquals(2, said.size(), stci.err());
            assertEquals("stci: exit 3: [0-15]", said.get(0));
            assertTrue(said.get(1).startsWith("stci: repaired: junction 2 on "), stci.err());
        }
    }

    private static StciProcess count(String... where) throws IOException {
        return run(COUNT, where);
    }

    private static StciProcess run(String script, String... where) throws IOException {
        Stream<String> job = Stream.of("--per-process", "1", "--", "sh", "-c", script);
        return StciProcess.start(Stream.of(Stream.of("exec"), Stream.of(where), job)
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    private static void awaitFirstLines(StciProcess stci, int ranks) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> linesOf(completeLines(stci.out())).size() == ranks);
    }

    /** Each rank's lines, which must be all, in order, and once. */
    private static void assertEveryLine(StciProcess stci, RankSet ranks) {
        List<String> expected =
                IntStream.rangeClosed(1, LINES).mapToObj(i -> "line " + i).toList();
        Map<Integer, List<String>> lines = linesOf(stci.out());
        for (int rank : ranks.toArray()) {
            assertEquals(expected, lines.get(rank), "rank " + rank);
        }
    }

    private static Map<Integer, List<String>> linesOf(String out) {
        Map<Integer, List<String>> lines = new TreeMap<>();
        for (String line : out.lines().toList()) {
            Matcher labelled = LABELLED.matcher(line);
            assertTrue(labelled.matches(), "no label: " + line);
            for (int rank : RankSet.parse(labelled.group(1)).toArray()) {
                lines.computeIfAbsent(rank, none -> new ArrayList<>()).add(labelled.group(2));
            }
        }
        return lines;
    }

    private static String completeLines(String out) {
        return out.substring(0, out.lastIndexOf('\n') + 1);
    }

    private static NodeProcesses nodes(StciProcess stci) {
        return NodeProcesses.of(ProcessHandle.of(stci.pid()).orElseThrow());
    }

    private static void awaitTime(Duration time) {
        long endNs = System.nanoTime() + time.toNanos();
        Awaitility.await().atMost(PATIENCE).until(() -> System.nanoTime() - endNs >= 0);
    }
}
