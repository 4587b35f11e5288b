package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Waves while junctions die: each holds all ranks once, whatever happens in between. */
class RecoveryWaveTest {
    private static final int WAVES = 3;

    private final WaveModel model = new WaveModel(5);

    static Stream<Arguments> shapesWithSeeds() {
        return Stream.of("kary:2", "4x4", "2x2x4", "knomial:2")
                .flatMap(shape -> LongStream.rangeClosed(1, 8).mapToObj(seed -> Arguments.of(shape, seed)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJunctionThatDiesAtAnyStepOfAWaveCostsNothing(boolean inFlightIsLost) {
        for (int victim = 1; victim <= 2; victim++) {
            atEachStep("2x2", 4, victim, List.of(), inFlightIsLost);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void parentAndGrandparentThatDieTogetherCostNothing(boolean inFlightIsLost) {
        atEachStep("2x2x2", 8, 1, List.of(3), inFlightIsLost);
        atEachStep("2x2x2", 8, 3, List.of(1), inFlightIsLost);
    }

    @ParameterizedTest
    @MethodSource("shapesWithSeeds")
    void junctionsThatDieOneAfterTheOtherCostNothing(String shape, long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = TreeFixture.healing(shape, 16)) {
            RootProbe consumer = new RootProbe();
            RootStream stream = open(tree, consumer);
            for (int wave = 0; wave < 40; wave++) {
                crashSome(tree, random);
                stream.send(new byte[0], 0, 0);
                if (random.nextBoolean()) {
                    tree.time.settle();
                }
            }
            check(tree, consumer, 40, "seed " + seed);
            assertTrue(tree.junctions().size() < tree.topology.nodes() - 17, "no test of anything if none died");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSecondJunctionThatDiesWhileOrphansConnectCostsNothing(boolean inFlightIsLost) {
        for (int step = 1; step < 60; step++) {
            try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
                RootProbe consumer = new RootProbe();
                RootStream stream = open(tree, consumer);
                ask(stream);
                tree.crash(3);
                tree.traffic.afterFrames(step, () -> tree.crash(1, inFlightIsLost));
                check(tree, consumer, WAVES, "step " + step);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAgentThatDiesWithItsAnswerOnTheWayIsHeldOrMissing(boolean inFlightIsLost) {
        boolean[] seen = new boolean[2];
        for (int step = 1; step < 40; step++) {
            try (TreeFixture tree = TreeFixture.healing("2x2", 4)) {
                RootProbe consumer = new RootProbe();
                RootStream stream = open(tree, consumer);
                int agent = tree.topology.node(0);
                tree.traffic.afterFrames(step, () -> {
                    tree.crash(agent, inFlightIsLost);
                    tree.crash(tree.topology.parent(agent), inFlightIsLost);
                });
                ask(stream);
                tree.time.advance(TreeFixture.PATIENCE_MS + 100, TimeUnit.MILLISECONDS);
                WaveParts.Content wave = consumer.waves().get(1L);
                assertEquals(
                        tree.all(),
                        wave.ranks().union(RankSet.union(wave.missing().values())));
                assertTrue(wave.ranks().containsAll(RankSet.range(1, 3)), "step " + step);
                model.check(1, wave.ranks(), wave);
                seen[wave.ranks().contains(0) ? 1 : 0] = true;
            }
        }
        assertTrue(seen[0] && seen[1], "both happen");
    }

    private void atEachStep(String shape, int agents, int victim, List<Integer> others, boolean inFlightIsLost) {
        long steps = 1;
        for (long step = 0; step <= steps; step++) {
            try (TreeFixture tree = TreeFixture.healing(shape, agents)) {
                RootProbe consumer = new RootProbe();
                RootStream stream = open(tree, consumer);
                long before = tree.traffic.seen();
                tree.traffic.afterFrames(step, () -> {
                    tree.crash(victim, inFlightIsLost);
                    others.forEach(other -> tree.crash(other, inFlightIsLost));
                });
                ask(stream);
                tree.time.settle();
                steps = step == 0 ? tree.traffic.seen() - before : steps;
                check(tree, consumer, WAVES, shape + " without " + victim + " after " + step + " frames");
            }
        }
        assertTrue(steps > WAVES * agents, steps + " steps");
    }

    private static void crashSome(TreeFixture tree, Random random) {
        List<Integer> junctions = tree.junctions();
        if (!junctions.isEmpty() && random.nextInt(4) == 0) {
            int victim = junctions.get(random.nextInt(junctions.size()));
            boolean lost = random.nextBoolean();
            tree.traffic.afterFrames(1 + random.nextInt(60), () -> tree.crash(victim, lost));
        }
        if (random.nextBoolean()) {
            tree.time.advance(random.nextInt(3), TimeUnit.MILLISECONDS);
        }
    }

    private RootStream open(TreeFixture tree, RootProbe consumer) {
        RootStream stream = tree.open(UpFilters.NUMBERS, tree.all(), consumer);
        stream.grant(RootProbe.PLENTY_BYTES);
        tree.probes().values().forEach(model::answerAtOnce);
        return stream;
    }

    private static void ask(RootStream stream) {
        for (int wave = 0; wave < WAVES; wave++) {
            stream.send(new byte[0], 0, 0);
        }
    }

    private void check(TreeFixture tree, RootProbe consumer, int waves, String what) {
        tree.time.advance(200, TimeUnit.MILLISECONDS);
        tree.assertHealed(what);
        assertEquals(waves, consumer.received.size(), what);
        consumer.waves().forEach((wave, content) -> {
            assertEquals(Map.of(), content.missing(), what);
            model.check(wave, tree.all(), content);
        });
    }
}
