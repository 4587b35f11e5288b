package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.session.ProbePayload;
import io.stci.session.ProbeRequest;
import io.stci.session.ProbeWave;
import io.stci.session.WaveJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeInVirtualTimeTest {
    private static final int COUNT = 100;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);

    @TempDir
    Path directory;

    private final List<ProbeWave> waves = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"flat", "kary:2", "4x4", "knomial:2"})
    void eachWaveAddsUpAllRanksOnceInOrder(String shape) {
        try (VirtualTree tree = tree(shape)) {
            WaveJob job = tree.frontEnd.probe(sums(64), waves::add);
            awaitEnd(tree, job);
            assertEverySum(RankSet.all(16));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "4x4", "kary:2"})
    void eachWaveHoldsEveryRanksBytesInOrder(String shape) {
        try (VirtualTree tree = tree(shape)) {
            int sizeBytes = 1000;
            WaveJob job = tree.frontEnd.probe(payloads(sizeBytes, 20), waves::add);
            awaitEnd(tree, job);
            assertEquals(20, waves.size());
            for (ProbeWave wave : waves) {
                assertEquals(
                        IntStream.range(0, 16).boxed().toList(),
                        List.copyOf(wave.payloads().keySet()));
                wave.payloads()
                        .forEach((rank, bytes) ->
                                assertTrue(ProbePayload.matches(bytes, rank, wave.number(), sizeBytes)));
            }
        }
    }

    /** A rank that is gone holds each wave up until its junction's share of the time-out, 667 ms, is over. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void noMoreWavesAreUnderWayThanTheWindow(int window) {
        try (VirtualTree tree = tree("4x4")) {
            tree.kill(tree.topology.node(9));
            long timeoutNs = TimeUnit.SECONDS.toNanos(1);
            WaveJob job = tree.frontEnd.probe(
                    new ProbeRequest(ProbeRequest.Kind.SUM, 0, COUNT, window, timeoutNs), waves::add);
            tree.time.advance(600, TimeUnit.MILLISECONDS);
            assertEquals(0, waves.size());
            tree.time.advance(2400, TimeUnit.MILLISECONDS);
            assertEquals(4 * window, waves.size());
            job.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kary:4", "4x4", "kary:2"})
    void everyWaveHoldsAllRanksThoughAJunctionDies(String shape) {
        try (VirtualTree tree = tree(shape)) {
            WaveJob job = tree.frontEnd.probe(sums(64), wave -> {
                waves.add(wave);
                if (wave.number() == 10) {
                    tree.killFromWithin(2);
                }
            });
            awaitEnd(tree, job);
            assertEverySum(RankSet.all(16));
            assertEquals("junction 2 on host", tree.repairs().get(0).culprit());
        }
    }

    @Test
    void aLostAgentIsMissingWithAReason() {
        try (VirtualTree tree = tree("4x4")) {
            WaveJob job = tree.frontEnd.probe(sums(8), waves::add);
            tree.kill(tree.topology.node(9));
            awaitEnd(tree, job);
            assertEquals(COUNT, waves.size());
            ProbeWave last = waves.get(COUNT - 1);
            assertEquals("0-8,10-15", last.ranks().toString());
            assertEquals(136 - 10, last.sum());
            assertEquals(List.of(RankSet.of(9)), List.copyOf(last.missing().values()));
        }
    }

    @Test
    void aWaveLargerThanAMessageSaysSoAndTheNextOnesToo() {
        try (VirtualTree tree = tree("4x4")) {
            WaveJob job = tree.frontEnd.probe(payloads(1 << 16, 3), waves::add);
            awaitEnd(tree, job);
            assertEquals(3, waves.size());
            for (ProbeWave wave : waves) {
                assertEquals(Map.of("a result larger than a message", RankSet.all(16)), wave.missing());
                assertEquals(RankSet.empty(), wave.ranks());
            }
        }
    }

    @Test
    void itFailsWhenNoAgentIsLeft() {
        try (VirtualTree tree = tree("2x2")) {
            WaveJob job = tree.frontEnd.probe(
                    new ProbeRequest(ProbeRequest.Kind.SUM, 0, Long.MAX_VALUE, 8, TIMEOUT_NS), waves::add);
            IntStream.range(0, 4).forEach(rank -> tree.killFromWithin(tree.topology.node(rank)));
            tree.time.awaitUntil(() -> job.done().isDone(), 60, TimeUnit.SECONDS);
            CompletionException failed = assertThrows(CompletionException.class, job.done()::join);
            StciException why = assertInstanceOf(StciException.class, failed.getCause());
            assertEquals(Status.UNAVAILABLE, why.status());
            assertTrue(
                    why.getMessage().startsWith("waves: nobody is left to answer: agent 0 on host: "),
                    why.getMessage());
        }
    }

    private VirtualTree tree(String shape) {
        return VirtualTree.running(shape, shape.equals("2x2") ? 4 : 16, directory, command -> {});
    }

    private static ProbeRequest sums(int window) {
        return new ProbeRequest(ProbeRequest.Kind.SUM, 0, COUNT, window, TIMEOUT_NS);
    }

    private static ProbeRequest payloads(int sizeBytes, int count) {
        return new ProbeRequest(ProbeRequest.Kind.CONCATENATE, sizeBytes, count, 4, TIMEOUT_NS);
    }

    private static void awaitEnd(VirtualTree tree, WaveJob job) {
        tree.time.awaitUntil(() -> job.done().isDone(), 60, TimeUnit.SECONDS);
        assertTrue(!job.done().isCompletedExceptionally());
    }

    private void assertEverySum(RankSet ranks) {
        List<Long> numbers = waves.stream().map(ProbeWave::number).toList();
        assertEquals(LongStream.rangeClosed(1, COUNT).boxed().toList(), numbers);
        long sum = IntStream.of(ranks.toArray()).map(rank -> rank + 1).sum();
        for (ProbeWave wave : waves) {
            assertEquals(ranks, wave.ranks());
            assertEquals(sum, wave.sum());
            assertEquals(Map.of(), wave.missing());
        }
    }
}
