package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LineMergeFilterTest {
    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void equalLinesWithinTheWindowComeOutAsOne(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootProbe consumer = open(tree);
            for (int rank = 0; rank < agents; rank++) {
                tree.probe(rank).output("hello\n", false);
                tree.time.advance(4, TimeUnit.MILLISECONDS);
            }
            tree.time.settle();
            assertEquals(List.of(tree.all() + ":hello\n"), consumer.runs());
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void differentLinesKeepEachRanksOrder(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootProbe consumer = open(tree);
            TreeMap<Integer, String> written = new TreeMap<>();
            for (int round = 0; round < 5; round++) {
                for (int rank = 0; rank < agents; rank++) {
                    String lines = "round " + round + "\nrank " + rank + "\n";
                    tree.probe(rank).output(lines, false);
                    written.merge(rank, lines, String::concat);
                }
                tree.time.advance(17, TimeUnit.MILLISECONDS);
            }
            tree.time.advance(1, TimeUnit.SECONDS);
            assertEquals(written, consumer.outputByRank());
            assertTrue(consumer.runs().contains(tree.all() + ":round 0\n"), consumer.runs()::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#withSeeds")
    void underBackPressureEachRanksOutputIsWhatItWrote(String shape, int agents, long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootProbe consumer = new RootProbe();
            RootStream stream = tree.open(UpFilters.LINES, tree.all(), consumer);
            tree.begin();
            TreeMap<Integer, String> written = new TreeMap<>();
            for (int i = 0; i < 100 * agents; i++) {
                write(tree.probe(random.nextInt(agents)), random, written);
                if (random.nextInt(20) == 0) {
                    stream.grant(random.nextInt(60_000));
                    tree.time.advance(random.nextInt(50), TimeUnit.MILLISECONDS);
                }
            }
            tree.probes().values().forEach(LeafProbe::end);
            tree.time.settle();
            assertTrue(consumer.ended == 0, "all output passed before the last grant");
            consumer.onData = message -> stream.grant(message.payload().length);
            stream.grant(1 << 20);
            tree.time.settle();
            assertEquals(written, consumer.outputByRank());
            assertNotInterleaved(consumer.runs());
            assertEquals(1, consumer.ended);
        }
    }

    private static void write(LeafProbe probe, Random random, TreeMap<Integer, String> written) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(10) == 0) {
            for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
                String piece = "p".repeat(1 + random.nextInt(8000));
                probe.output(piece, true);
                text.append(piece);
            }
        }
        String lines = ("line " + random.nextInt(4) + " " + "y".repeat(random.nextInt(500)) + "\n")
                .repeat(1 + random.nextInt(5));
        probe.output(lines, false);
        written.merge(probe.stream.rank(), text + lines, String::concat);
    }

    private static void assertNotInterleaved(List<String> runs) {
        String open = null;
        for (String run : runs) {
            String ranks = run.substring(0, run.indexOf(':'));
            assertTrue(open == null || open.equals(ranks), "ranks " + ranks + " within a line of rank " + open);
            open = run.endsWith(">") ? ranks : null;
        }
    }

    private static RootProbe open(TreeFixture tree) {
        RootProbe consumer = new RootProbe();
        tree.open(UpFilters.LINES, tree.all(), consumer).grant(RootProbe.PLENTY_BYTES);
        tree.begin();
        return consumer;
    }
}
