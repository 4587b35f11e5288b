package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.activemessages.HandlerIds;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filters;
import io.stci.groupops.filter.NumericSummaries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WaveFilterTest {
    private final RootProbe consumer = new RootProbe();
    private RootStream stream;

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#withSeeds")
    void aWaveHoldsWhatAllRanksContributedInWhateverOrder(String shape, int agents, long seed) {
        WaveModel model = new WaveModel(seed);
        Random random = new Random(seed);
        try (TreeFixture tree = open(shape, agents)) {
            for (long wave = 1; wave <= 5; wave++) {
                ask(tree);
                answerInRandomOrder(tree, random, model, wave);
                assertEquals(wave, consumer.received.size());
                model.check(wave, tree.all(), consumer.waves().get(wave));
                assertEquals(Map.of(), consumer.waves().get(wave).missing());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void eachLinkCarriesOneMessagePerWave(String shape, int agents) {
        WaveModel model = new WaveModel(1);
        try (TreeFixture tree = open(shape, agents)) {
            tree.probes().values().forEach(model::answerAtOnce);
            for (int i = 0; i < 7; i++) {
                ask(tree);
            }
            for (int node = 1; node < tree.topology.nodes(); node++) {
                int parent = tree.topology.parent(node);
                assertEquals(
                        7,
                        tree.traffic.frames(
                                parent, node, HandlerIds.STREAM_UP, tree.root().lastId()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#withSeeds")
    void manyWavesInFlightComeOutInOrder(String shape, int agents, long seed) {
        WaveModel model = new WaveModel(seed);
        Random random = new Random(seed);
        try (TreeFixture tree = open(shape, agents)) {
            for (int i = 0; i < 64; i++) {
                stream.send(new byte[0], 0, 0);
            }
            tree.time.settle();
            for (long wave : shuffledWaves(64, random)) {
                answerInRandomOrder(tree, random, model, wave);
            }
            List<Long> order =
                    consumer.received.stream().map(RootProbe.Received::number).toList();
            assertEquals(LongStream.rangeClosed(1, 64).boxed().toList(), order);
            consumer.waves().forEach((wave, content) -> model.check(wave, tree.all(), content));
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void anAgentThatDoesNotAnswerIsLateAndAllOthersCount(String shape, int agents) {
        WaveModel model = new WaveModel(2);
        try (TreeFixture tree = open(shape, agents)) {
            for (int late = 0; late < agents; late++) {
                tree.probes().values().forEach(model::answerAtOnce);
                tree.probe(late).onMessage = number -> {};
                ask(tree);
                assertEquals(late, consumer.received.size());
                tree.time.advance(TreeFixture.WAVE_TIMEOUT_NS, TimeUnit.NANOSECONDS);
                WaveParts.Content content = consumer.waves().get(late + 1L);
                model.check(late + 1, tree.all().minus(RankSet.of(late)), content);
                assertEquals(Map.of("late", RankSet.of(late)), content.missing());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void anAnswerAfterItsWaveIsCountedNowhere(String shape, int agents) {
        WaveModel model = new WaveModel(3);
        try (TreeFixture tree = open(shape, agents)) {
            tree.probes().values().stream().skip(1).forEach(model::answerAtOnce);
            ask(tree);
            tree.time.advance(TreeFixture.WAVE_TIMEOUT_NS, TimeUnit.NANOSECONDS);
            model.answerAtOnce(tree.probe(0));
            model.answer(tree.probe(0), 1);
            ask(tree);
            assertEquals(2, consumer.received.size());
            model.check(1, RankSet.range(1, agents - 1), consumer.waves().get(1L));
            model.check(2, tree.all(), consumer.waves().get(2L));
        }
    }

    @Test
    void whenTooManyAreOpenTheOldestIsCompletedAsItIs() {
        WaveModel model = new WaveModel(4);
        try (TreeFixture tree = open("flat", 4)) {
            for (int i = 0; i < 64; i++) {
                ask(tree);
            }
            model.answer(tree.probe(2), 1);
            tree.time.settle();
            assertEquals(0, consumer.received.size());
            ask(tree);
            model.check(1, RankSet.of(2), consumer.waves().get(1L));
            assertEquals(1, consumer.received.size());
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void wavesWaitForRoomAboveAndNoneIsLost(String shape, int agents) {
        WaveModel model = new WaveModel(5);
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            stream = tree.open(UpFilters.NUMBERS, tree.all(), consumer);
            tree.probes().values().forEach(model::answerAtOnce);
            for (int i = 0; i < 10; i++) {
                ask(tree);
            }
            assertEquals(0, consumer.received.size());
            consumer.onData = wave -> stream.grant(wave.payload().length);
            stream.grant(1);
            assertEquals(10, consumer.received.size());
            consumer.waves().forEach((wave, content) -> model.check(wave, tree.all(), content));
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aStreamOfSomeRanksHasWavesOfThem(String shape, int agents) {
        WaveModel model = new WaveModel(6);
        RankSet members = RankSet.of(0, 3, agents - 1);
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            stream = tree.open(UpFilters.NUMBERS, members, consumer);
            stream.grant(RootProbe.PLENTY_BYTES);
            tree.probes().values().forEach(model::answerAtOnce);
            ask(tree);
            model.check(1, members, consumer.waves().get(1L));
            assertEquals(Map.of(), consumer.waves().get(1L).missing());
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void theEndDownwardAsksForNoWave(String shape, int agents) {
        try (TreeFixture tree = open(shape, agents)) {
            stream.end();
            tree.time.advance(2 * TreeFixture.WAVE_TIMEOUT_NS, TimeUnit.NANOSECONDS);
            assertEquals(1, tree.probe(agents - 1).endNumber);
            assertEquals(0, consumer.received.size());
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aResultThatFitsNoMessageIsMissingWithThatReason(String shape, int agents) {
        try (TreeFixture tree = open(shape, agents)) {
            tree.probes().values().forEach(probe -> probe.onMessage = wave -> probe.answer(wave, large(probe)));
            ask(tree);
            WaveParts.Content content = consumer.waves().get(1L);
            RankSet missing = content.missing().get("a result larger than a message");
            assertTrue(missing.size() > 1, "two results don't fit together");
            assertEquals(tree.all(), missing.union(content.ranks()));
            tree.probes().values().forEach(new WaveModel(7)::answerAtOnce);
            ask(tree);
            new WaveModel(7).check(2, tree.all(), consumer.waves().get(2L));
        }
    }

    @Test
    void aStreamOfWavesNeedsATimeToWait() {
        try (TreeFixture tree = TreeFixture.of("flat", 2)) {
            StciException refused = assertThrows(
                    StciException.class,
                    () -> tree.root()
                            .open(
                                    TreeFixture.spec(UpFilters.NUMBERS, tree.all())
                                            .setWaveTimeoutNs(0),
                                    consumer));
            assertEquals(Status.INVALID_ARGUMENT, refused.status());
            assertTrue(tree.probes().isEmpty());
        }
    }

    private TreeFixture open(String shape, int agents) {
        TreeFixture tree = TreeFixture.of(shape, agents);
        stream = tree.open(UpFilters.NUMBERS, tree.all(), consumer);
        stream.grant(RootProbe.PLENTY_BYTES);
        return tree;
    }

    private void ask(TreeFixture tree) {
        stream.send(new byte[0], 0, 0);
        tree.time.settle();
    }

    private static void answerInRandomOrder(TreeFixture tree, Random random, WaveModel model, long wave) {
        List<LeafProbe> probes = new ArrayList<>(tree.probes().values());
        Collections.shuffle(probes, random);
        for (LeafProbe probe : probes) {
            model.answer(probe, wave);
            if (random.nextInt(3) == 0) {
                tree.time.settle();
            }
        }
        tree.time.settle();
    }

    private static List<Long> shuffledWaves(int count, Random random) {
        List<Long> waves =
                new ArrayList<>(LongStream.rangeClosed(1, count).boxed().toList());
        Collections.shuffle(waves, random);
        return waves;
    }

    /** Too large for a message as soon as two of them come together. */
    private static byte[] large(LeafProbe probe) {
        NumericSummaries summaries = new NumericSummaries();
        summaries.add("m".repeat(600_000) + probe.stream.rank(), "", probe.stream.rank(), 1);
        return Filters.numbers().encode(summaries);
    }
}
