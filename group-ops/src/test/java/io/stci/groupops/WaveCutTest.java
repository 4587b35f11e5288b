package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.wire.StreamSpec;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Waves that end before everybody has contributed: called off, or since their quorum is there. */
class WaveCutTest {
    private static final String WHY = "not waited for";

    private final RootProbe consumer = new RootProbe();
    private final WaveModel model = new WaveModel(7);

    @Test
    void aWaveThatIsCalledOffHoldsWhatHadBeenContributed() {
        try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
            RootStream stream = open(tree, 0);
            ask(tree, stream);
            RankSet early = RankSet.parse("0,3-5");
            answer(tree, 1, early);
            assertEquals(0, consumer.received.size());
            stream.cut(1, "called off");
            tree.time.settle();
            WaveParts.Content wave = consumer.waves().get(1L);
            assertEquals(Map.of("called off", tree.all().minus(early)), wave.missing());
            model.check(1, early, wave);
            answer(tree, 1, tree.all().minus(early));
            ask(tree, stream);
            answer(tree, 2, tree.all());
            model.check(2, tree.all(), consumer.waves().get(2L));
        }
    }

    @Test
    void whatOvertakesTheAskingEndsTheWaveAsItComes() {
        try (TreeFixture tree = TreeFixture.healing("2x2", 4)) {
            RootStream stream = open(tree, 0);
            stream.send(new byte[0], 0, 0);
            stream.cut(1, "called off");
            tree.time.settle();
            assertEquals(
                    Map.of("called off", tree.all()), consumer.waves().get(1L).missing());
        }
    }

    @Test
    void aQuorumEndsAWaveThoughEachSubtreeHasOneThatIsSilent() {
        try (TreeFixture tree = TreeFixture.healing("4x4", 16)) {
            RootStream stream = open(tree, 9);
            ask(tree, stream);
            RankSet quick = RankSet.parse("0-1,4-5,8-9,12-13");
            answer(tree, 1, quick);
            tree.time.advance(1, TimeUnit.SECONDS);
            assertEquals(0, consumer.received.size(), "8 are not 9");
            answer(tree, 1, RankSet.of(2));
            tree.time.advance(20, TimeUnit.MILLISECONDS);
            WaveParts.Content wave = consumer.waves().get(1L);
            assertEquals(Map.of(WHY, tree.all().minus(quick).minus(RankSet.of(2))), wave.missing());
            model.check(1, quick.union(RankSet.of(2)), wave);
        }
    }

    @Test
    void aQuorumThatIsThereAtOnceNeedsNoReports() {
        try (TreeFixture tree = TreeFixture.healing("2x2", 4)) {
            RootStream stream = open(tree, 2);
            ask(tree, stream);
            answer(tree, 1, RankSet.parse("0-1"));
            assertEquals(
                    Map.of(WHY, RankSet.parse("2-3")), consumer.waves().get(1L).missing());
        }
    }

    @Test
    void whatADeadJunctionHadReportedDoesNotCount() {
        try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
            RootStream stream = open(tree, 4);
            ask(tree, stream);
            answer(tree, 1, RankSet.parse("0,2,4"));
            tree.time.advance(50, TimeUnit.MILLISECONDS);
            tree.kill(1);
            tree.time.advance(50, TimeUnit.MILLISECONDS);
            assertEquals(0, consumer.received.size(), "3 are not 4, however often they are told");
            answer(tree, 1, RankSet.of(6));
            tree.time.advance(50, TimeUnit.MILLISECONDS);
            WaveParts.Content wave = consumer.waves().get(1L);
            model.check(1, RankSet.parse("0,2,4,6"), wave);
            assertEquals(Map.of(WHY, RankSet.parse("1,3,5,7")), wave.missing());
        }
    }

    @Test
    void aJunctionThatDiesBeforeItSendsWhatItHasHoldsNobodyUp() {
        try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
            RootStream stream = open(tree, 0);
            ask(tree, stream);
            answer(tree, 1, RankSet.parse("0,4"));
            tree.crash(1, true);
            stream.cut(1, "called off");
            tree.time.advance(TreeFixture.WAVE_TIMEOUT_NS / 4, TimeUnit.NANOSECONDS);
            WaveParts.Content wave = consumer.waves().get(1L);
            assertTrue(wave.ranks().contains(4), wave.toString());
            model.check(1, wave.ranks(), wave);
            assertEquals(
                    tree.all(), wave.ranks().union(RankSet.union(wave.missing().values())));
        }
    }

    private RootStream open(TreeFixture tree, int quorum) {
        StreamSpec.Builder spec =
                TreeFixture.spec(UpFilters.NUMBERS, tree.all()).setWaveQuorum(quorum);
        RootStream stream = tree.open(spec, consumer);
        stream.grant(RootProbe.PLENTY_BYTES);
        return stream;
    }

    private static void ask(TreeFixture tree, RootStream stream) {
        stream.send(new byte[0], 0, 0);
        tree.time.settle();
    }

    private void answer(TreeFixture tree, long wave, RankSet ranks) {
        ranks.forEach(rank -> model.answer(tree.probe(rank), wave));
        tree.time.settle();
    }
}
