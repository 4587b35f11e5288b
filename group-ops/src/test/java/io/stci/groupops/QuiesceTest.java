package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.activemessages.HandlerIds;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flushing streams, and bringing them to rest. */
class QuiesceTest {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);

    private final RootProbe consumer = new RootProbe();

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void flushWaitsForTheAcknowledgementOfWhatHasBeenSent(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            assertTrue(future(stream.flush(TIMEOUT_NS)).isDone(), "nothing has been sent");
            send(stream, 2);
            CompletableFuture<Void> first = future(stream.flush(TIMEOUT_NS));
            send(stream, 1);
            CompletableFuture<Void> second = future(stream.flush(TIMEOUT_NS));
            tree.time.settle();
            tree.probes().values().forEach(probe -> probe.stream.ack(2));
            tree.time.settle();
            assertTrue(first.isDone());
            assertFalse(second.isDone());
            tree.probes().values().stream().skip(1).forEach(probe -> probe.stream.ack(3));
            tree.time.settle();
            assertFalse(second.isDone());
            tree.killRank(0);
            assertTrue(second.isDone() && !second.isCompletedExceptionally());
        }
    }

    @Test
    void waitsEndWithTheirTimeAndWithTheStream() {
        try (TreeFixture tree = TreeFixture.of("2x2", 4)) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            send(stream, 1);
            CompletableFuture<Void> late = future(stream.flush(TimeUnit.MILLISECONDS.toNanos(50)));
            CompletableFuture<Void> rest = future(stream.quiesce(TimeUnit.MILLISECONDS.toNanos(50)));
            assertThrows(StciException.class, () -> send(stream, 1));
            tree.time.advance(60, TimeUnit.MILLISECONDS);
            assertEquals(Status.DEADLINE_EXCEEDED, failure(late));
            assertEquals(Status.DEADLINE_EXCEEDED, failure(rest));
            send(stream, 1);
            CompletableFuture<Void> cut = future(stream.flush(TIMEOUT_NS));
            CompletableFuture<Void> cutRest = future(stream.quiesce(TIMEOUT_NS));
            stream.close();
            assertEquals(Status.CANCELLED, failure(cut));
            assertEquals(Status.CANCELLED, failure(cutRest));
            assertEquals(Status.CANCELLED, failure(future(stream.flush(TIMEOUT_NS))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UpFilters.FORWARD, UpFilters.LINES})
    void atRestNothingMovesAndAfterItAllGoesOn(String filter) {
        try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
            RootStream stream = tree.open(filter, tree.all(), consumer);
            stream.grant(RootProbe.PLENTY_BYTES);
            tree.begin();
            write(tree, 20);
            CompletableFuture<Void> rest = quiesce(tree, stream);
            write(tree, 10);
            assertTrue(rest.isDone() && !rest.isCompletedExceptionally());
            long at = dataFrames(tree);
            int lines = lines();
            assertEquals(8 * 20, lines);
            assertEquals(
                    8 * 10,
                    tree.probes().values().stream()
                            .mapToInt(LeafProbe::waitingCount)
                            .sum());
            assertFalse(stream.hasRoom());
            tree.time.advance(3, TimeUnit.SECONDS);
            assertEquals(at, dataFrames(tree));
            stream.resume();
            tree.time.advance(3, TimeUnit.SECONDS);
            assertEquals(8 * 30, lines());
            send(stream, 1);
            tree.time.settle();
            tree.probes().values().forEach(probe -> assertEquals(List.of(1L), probe.numbers));
        }
    }

    @Test
    void wavesInFlightCompleteFirst() {
        WaveModel model = new WaveModel(8);
        try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
            RootStream stream = tree.open(UpFilters.NUMBERS, tree.all(), consumer);
            stream.grant(RootProbe.PLENTY_BYTES);
            send(stream, 3);
            tree.time.settle();
            CompletableFuture<Void> rest = quiesce(tree, stream);
            tree.probes().values().forEach(probe -> probe.stream.ack(3));
            tree.probes().values().stream().skip(1).forEach(probe -> answerAll(model, probe));
            tree.time.advance(1, TimeUnit.SECONDS);
            assertFalse(rest.isDone());
            answerAll(model, tree.probe(0));
            tree.time.settle();
            assertTrue(rest.isDone());
            assertEquals(3, consumer.received.size());
            consumer.waves().forEach((wave, content) -> model.check(wave, tree.all(), content));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UpFilters.FORWARD, UpFilters.LINES})
    void junctionsMayDieAtAnyStepOnTheWayToRest(String filter) {
        for (int step = 1; step < 150; step += 3) {
            consumer.received.clear();
            try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
                RootStream stream = tree.open(filter, tree.all(), consumer);
                stream.grant(RootProbe.PLENTY_BYTES);
                tree.begin();
                boolean lost = step % 2 == 0;
                int victim = 1 + step % 6;
                tree.traffic.afterFrames(step, () -> tree.crash(victim, lost));
                tree.probes().values().forEach(probe -> probe.onMessage = probe.stream::ack);
                send(stream, 5);
                write(tree, 20);
                CompletableFuture<Void> rest = quiesce(tree, stream);
                write(tree, 5);
                tree.time.advance(2, TimeUnit.SECONDS);
                String what = "step " + step;
                assertTrue(rest.isDone() && !rest.isCompletedExceptionally(), what);
                assertEquals(8 * 20, lines(), what);
                stream.resume();
                tree.time.advance(3, TimeUnit.SECONDS);
                tree.assertHealed(what);
                assertEquals(8 * 25, lines(), what);
                tree.probes().values().forEach(probe -> assertEquals(List.of(1L, 2L, 3L, 4L, 5L), probe.numbers));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void orphansAreAdoptedAtRestAndGoOnWithTheOthers(long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            stream.grant(RootProbe.PLENTY_BYTES);
            tree.begin();
            write(tree, 10);
            CompletableFuture<Void> rest = quiesce(tree, stream);
            assertTrue(rest.isDone(), "seed " + seed);
            tree.crash(1 + random.nextInt(6));
            boolean early = random.nextBoolean();
            if (early) {
                stream.resume();
            }
            tree.time.advance(1, TimeUnit.SECONDS);
            tree.assertHealed("seed " + seed);
            write(tree, 10);
            tree.time.advance(1, TimeUnit.SECONDS);
            assertEquals(8 * (early ? 20 : 10), lines(), "seed " + seed);
            stream.resume();
            tree.time.advance(1, TimeUnit.SECONDS);
            assertEquals(8 * 20, lines(), "seed " + seed);
            assertEquals(Map.of(), stream.missing());
        }
    }

    @Test
    void lostMembersAreNotWaitedFor() {
        try (TreeFixture tree = TreeFixture.healing("2x2", 4)) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            send(stream, 1);
            tree.time.settle();
            tree.probes().values().stream().skip(1).forEach(probe -> probe.stream.ack(1));
            CompletableFuture<Void> rest = quiesce(tree, stream);
            assertFalse(rest.isDone());
            tree.killRank(0);
            assertTrue(rest.isDone() && !rest.isCompletedExceptionally());
        }
    }

    private CompletableFuture<Void> quiesce(TreeFixture tree, RootStream stream) {
        CompletableFuture<Void> rest = future(stream.quiesce(TIMEOUT_NS));
        assertEquals(rest, stream.quiesce(1));
        tree.time.advance(500, TimeUnit.MILLISECONDS);
        return rest;
    }

    private static CompletableFuture<Void> future(CompletionStage<Void> stage) {
        return stage.toCompletableFuture();
    }

    private static Status failure(CompletableFuture<Void> done) {
        CompletionException failed = assertThrows(CompletionException.class, done::join);
        return ((StciException) failed.getCause()).status();
    }

    private static void send(RootStream stream, int messages) {
        for (int i = 0; i < messages; i++) {
            stream.send(new byte[10], 0, 10);
        }
    }

    private static void answerAll(WaveModel model, LeafProbe probe) {
        for (long wave = 1; wave <= 3; wave++) {
            model.answer(probe, wave);
        }
    }

    private static void write(TreeFixture tree, int lines) {
        for (int i = 0; i < lines; i++) {
            String line = "line " + i + "\n";
            tree.probes().values().forEach(probe -> probe.output(line, false));
        }
    }

    private int lines() {
        return consumer.outputByRank().values().stream()
                .mapToInt(text -> (int) text.lines().count())
                .sum();
    }

    private static long dataFrames(TreeFixture tree) {
        long frames = 0;
        for (int node = 0; node < tree.topology.nodes(); node++) {
            frames +=
                    tree.traffic.frames(node, HandlerIds.STREAM_UP, tree.root().lastId());
            frames += tree.traffic.frames(
                    node, HandlerIds.STREAM_DOWN, tree.root().lastId());
        }
        return frames;
    }
}
