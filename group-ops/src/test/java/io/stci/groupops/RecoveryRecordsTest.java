package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Output while junctions die: each rank's bytes arrive once and in order. */
class RecoveryRecordsTest {
    private static final int AGENTS = 16;

    private final RootProbe consumer = new RootProbe();
    private final TreeMap<Integer, String> written = new TreeMap<>();

    static Stream<Arguments> treesWithSeeds() {
        return Stream.of(UpFilters.FORWARD, UpFilters.LINES)
                .flatMap(filter -> Stream.of("kary:2", "4x4", "2x2x4", "knomial:2")
                        .flatMap(shape ->
                                LongStream.rangeClosed(1, 12).mapToObj(seed -> Arguments.of(filter, shape, seed))));
    }

    @ParameterizedTest
    @MethodSource("treesWithSeeds")
    void eachRanksOutputArrivesOnceAndInOrderThoughJunctionsDie(String filter, String shape, long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = TreeFixture.healing(shape, AGENTS)) {
            RootStream stream = tree.open(filter, tree.all(), consumer);
            tree.begin();
            for (int i = 0; i < 60 * AGENTS; i++) {
                write(tree.probe(random.nextInt(AGENTS)), random);
                if (random.nextInt(20) == 0) {
                    stream.grant(random.nextInt(40_000));
                    tree.time.advance(random.nextInt(20), TimeUnit.MILLISECONDS);
                }
                crashSome(tree, random);
            }
            int left = tree.junctions().size();
            tree.probes().values().forEach(LeafProbe::end);
            drain(tree, stream, random);
            assertEquals(written, consumer.outputByRank());
            assertNotInterleaved(consumer.runs());
            assertEquals(1, consumer.ended);
            assertEquals(Map.of(), stream.missing());
            tree.assertHealed("seed " + seed);
            assertTrue(left < tree.topology.nodes() - 1 - AGENTS, "no test of anything if none died");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UpFilters.FORWARD, UpFilters.LINES})
    void aLongLineThatADeathCutsGoesOnWhereItWas(String filter) {
        for (int step = 1; step < 60; step++) {
            consumer.received.clear();
            try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
                tree.open(filter, tree.all(), consumer).grant(RootProbe.PLENTY_BYTES);
                tree.begin();
                tree.traffic.afterFrames(
                        step, () -> tree.crash(1 + tree.topology.ranks(1).first(), true));
                for (int piece = 0; piece < 10; piece++) {
                    tree.probe(0).output("piece " + piece + ", ", true);
                    tree.probe(7).output("between " + piece + "\n", false);
                    tree.probe(1).output("beside " + piece + "\n", false);
                }
                tree.probe(0).output("end\n", false);
                tree.time.advance(3, TimeUnit.SECONDS);
                assertNotInterleaved(consumer.runs());
                String line =
                        "piece 0, piece 1, piece 2, piece 3, piece 4, piece 5, piece 6, piece 7, piece 8, piece 9, ";
                assertEquals(line + "end\n", consumer.outputByRank().get(0), "step " + step);
                assertEquals(10, consumer.outputByRank().get(1).lines().count());
                assertEquals(10, consumer.outputByRank().get(7).lines().count());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UpFilters.FORWARD, UpFilters.LINES})
    void manySmallRecordsAreConfirmedBeforeTheirSourceIsFull(String filter) {
        try (TreeFixture tree = TreeFixture.of("2x2", 4)) {
            tree.open(filter, tree.all(), consumer).grant(RootProbe.PLENTY_BYTES);
            tree.begin();
            for (int i = 0; i < 20_000; i++) {
                tree.probe(0).output("\n", false);
            }
            tree.time.advance(2, TimeUnit.SECONDS);
            assertEquals(20_000, consumer.outputByRank().get(0).length());
        }
    }

    private void drain(TreeFixture tree, RootStream stream, Random random) {
        for (int i = 0; i < 400 && consumer.ended == 0; i++) {
            stream.grant(200_000);
            tree.time.advance(20, TimeUnit.MILLISECONDS);
            crashSome(tree, random);
        }
        tree.time.advance(2, TimeUnit.SECONDS);
    }

    private void write(LeafProbe probe, Random random) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(10) == 0) {
            for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
                String piece = (char) ('a' + random.nextInt(26)) + "p".repeat(random.nextInt(8000));
                probe.output(piece, true);
                text.append(piece);
            }
        }
        String lines = ("line " + random.nextInt(4) + " " + "y".repeat(random.nextInt(500)) + "\n")
                .repeat(1 + random.nextInt(5));
        probe.output(lines, false);
        written.merge(probe.stream.rank(), text + lines, String::concat);
    }

    private static void crashSome(TreeFixture tree, Random random) {
        List<Integer> junctions = tree.junctions();
        if (!junctions.isEmpty() && random.nextInt(100) == 0) {
            int victim = junctions.get(random.nextInt(junctions.size()));
            boolean lost = random.nextBoolean();
            tree.traffic.afterFrames(1 + random.nextInt(30), () -> tree.crash(victim, lost));
        }
    }

    private static void assertNotInterleaved(List<String> runs) {
        String open = null;
        for (String run : runs) {
            String ranks = run.substring(0, run.indexOf(':'));
            assertTrue(open == null || open.equals(ranks), "ranks " + ranks + " within a line of rank " + open);
            open = run.endsWith(">") ? ranks : null;
        }
    }
}
