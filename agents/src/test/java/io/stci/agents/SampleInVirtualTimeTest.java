package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.session.MetricSummary;
import io.stci.session.SampleWave;
import io.stci.session.SinkThreads;
import io.stci.session.WaveJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleInVirtualTimeTest {
    @TempDir
    Path directory;

    private VirtualTree tree(String shape) {
        VirtualTree tree = new VirtualTree(
                shape,
                16,
                directory,
                SinkThreads.inline(),
                rank -> (nowNs, out) -> out.accept("rank", "ranks", rank),
                command -> {});
        tree.form();
        return tree;
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "kary:2", "4x4", "knomial:2"})
    void eachIntervalIsAWaveOverAllRanks(String shape) {
        try (VirtualTree tree = tree(shape)) {
            List<SampleWave> waves = new ArrayList<>();
            WaveJob job = tree.frontEnd.sample(TimeUnit.SECONDS.toNanos(1), 3, waves::add);
            tree.time.awaitUntil(() -> job.done().isDone(), 10, TimeUnit.SECONDS);
            assertEquals(3, waves.size());
            MetricSummary rank = waves.get(2).metrics().get(0);
            assertEquals(RankSet.all(16), waves.get(2).ranks());
            assertEquals(16, rank.count());
            assertEquals(120, rank.sum());
            assertEquals(7.5, rank.mean());
            assertEquals(0, rank.minRank());
            assertEquals(15, rank.maxRank());
            assertEquals(7, rank.p50(), 0.08);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kary:4", "4x4", "kary:2"})
    void everyWaveHoldsAllRanksThoughAJunctionDies(String shape) {
        try (VirtualTree tree = tree(shape)) {
            List<SampleWave> waves = new ArrayList<>();
            WaveJob job = tree.frontEnd.sample(TimeUnit.SECONDS.toNanos(1), 4, waves::add);
            tree.time.advance(2500, TimeUnit.MILLISECONDS);
            tree.kill(3);
            tree.time.awaitUntil(() -> job.done().isDone(), 10, TimeUnit.SECONDS);
            assertEquals(4, waves.size());
            for (SampleWave wave : waves) {
                assertEquals(RankSet.all(16), wave.ranks());
                assertEquals(120, wave.metrics().get(0).sum());
            }
        }
    }

    @Test
    void aLostAgentIsMissingWithAReason() {
        try (VirtualTree tree = tree("4x4")) {
            List<SampleWave> waves = new ArrayList<>();
            WaveJob job = tree.frontEnd.sample(TimeUnit.SECONDS.toNanos(1), 5, waves::add);
            tree.time.advance(2500, TimeUnit.MILLISECONDS);
            tree.kill(tree.topology.node(9));
            tree.time.awaitUntil(() -> job.done().isDone(), 10, TimeUnit.SECONDS);
            SampleWave last = waves.get(4);
            assertEquals("0-8,10-15", last.ranks().toString());
            assertEquals(List.of(RankSet.of(9)), List.copyOf(last.missing().values()));
            assertEquals(111, last.metrics().get(0).sum());
            assertTrue(waves.get(1).missing().isEmpty());
        }
    }
}
