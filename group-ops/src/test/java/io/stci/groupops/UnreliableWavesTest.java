package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Reliability;
import io.stci.wire.StreamSpec;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Streams on which what is on its way through a node that dies is lost with it. */
class UnreliableWavesTest {
    private final RootProbe consumer = new RootProbe();
    private final WaveModel model = new WaveModel(9);

    @Test
    void aWaveGoesAtOnceWithoutWhatADeadJunctionHadAndTheNextHasAll() {
        try (TreeFixture tree = TreeFixture.healing("2x2", 4)) {
            RootStream stream = open(tree);
            ask(tree, stream);
            answer(tree, 1, RankSet.parse("0,2-3"));
            tree.crash(1, true);
            tree.time.settle();
            WaveParts.Content wave = consumer.waves().get(1L);
            assertEquals(Map.of(TreeFixture.GONE, RankSet.parse("0-1")), wave.missing());
            model.check(1, RankSet.parse("2-3"), wave);
            tree.time.advance(10, TimeUnit.MILLISECONDS);
            ask(tree, stream);
            answer(tree, 2, tree.all());
            model.check(2, tree.all(), consumer.waves().get(2L));
        }
    }

    @Test
    void whoeverDiesNobodyIsCountedTwiceAndEachWaveAccountsForAll() {
        for (int step = 1; step < 60; step++) {
            RootProbe probe = new RootProbe();
            try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
                RootStream stream = tree.open(spec(tree), probe);
                stream.grant(RootProbe.PLENTY_BYTES);
                tree.probes()
                        .values()
                        .forEach(leaf -> leaf.onMessage = number -> {
                            model.answer(leaf, number);
                            leaf.stream.ack(number);
                        });
                tree.traffic.afterFrames(step, () -> tree.crash(1, true));
                for (int wave = 0; wave < 3; wave++) {
                    stream.send(new byte[0], 0, 0);
                }
                tree.time.advance(50, TimeUnit.MILLISECONDS);
                assertEquals(3, probe.waves().size(), "step " + step);
                probe.waves().forEach((number, wave) -> {
                    model.check(number, wave.ranks(), wave);
                    assertEquals(
                            tree.all(),
                            wave.ranks().union(RankSet.union(wave.missing().values())));
                });
            }
        }
    }

    @Test
    void recordsAreNeverUnreliable() {
        try (TreeFixture tree = TreeFixture.of("2x2", 4)) {
            StreamSpec.Builder spec =
                    TreeFixture.spec(UpFilters.FORWARD, tree.all()).setReliability(Reliability.UNRELIABLE);
            StciException refused = assertThrows(StciException.class, () -> tree.open(spec, consumer));
            assertEquals(Status.INVALID_ARGUMENT, refused.status());
        }
    }

    private RootStream open(TreeFixture tree) {
        RootStream stream = tree.open(spec(tree), consumer);
        stream.grant(RootProbe.PLENTY_BYTES);
        return stream;
    }

    private static StreamSpec.Builder spec(TreeFixture tree) {
        return TreeFixture.spec(UpFilters.NUMBERS, tree.all()).setReliability(Reliability.UNRELIABLE);
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
