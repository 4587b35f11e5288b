package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.routing.Topology;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixture's own close adds to each of these that no buffer is left. */
class StreamClosingTest {
    /** The same for all agents, which keep what they send. */
    private static final List<byte[]> RECORDS = IntStream.range(0, 30)
            .mapToObj(i -> ("x".repeat(15_000) + i + "\n").getBytes(StandardCharsets.ISO_8859_1))
            .toList();

    private static final String[] FILTERS = {UpFilters.FORWARD, UpFilters.LINES, UpFilters.NUMBERS};

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aClosedStreamIsClosedEverywhereWithWhatIsHeld(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            for (String filter : FILTERS) {
                RootStream stream = tree.open(filter, tree.all(), new RootProbe());
                fill(tree, stream);
                stream.close();
                tree.time.settle();
                assertTrue(tree.probes().values().stream().allMatch(probe -> probe.closed));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void releaseEndsTheStreamsOfItsNodeAndOfNoOther(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            for (String filter : FILTERS) {
                fill(tree, tree.open(filter, tree.all(), new RootProbe()));
            }
            tree.root().release();
            tree.time.settle();
            assertTrue(tree.probes().values().stream().noneMatch(probe -> probe.closed));
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void withoutAParentStreamsStayOpenAndReleaseFreesWhatTheyHold(String shape, int agents) {
        for (int node : new int[] {Topology.ROOT, 1}) {
            try (TreeFixture tree = TreeFixture.of(shape, agents)) {
                for (String filter : FILTERS) {
                    fill(tree, tree.open(filter, tree.all(), new RootProbe()));
                }
                tree.kill(node);
                tree.time.advance(TreeFixture.PATIENCE_MS, TimeUnit.MILLISECONDS);
                for (LeafProbe probe : tree.probes().values()) {
                    int agent = tree.topology.node(probe.stream.rank());
                    assertEquals(tree.isDead(agent), probe.closed, "rank " + probe.stream.rank());
                    tree.streams(agent).release();
                    assertTrue(probe.closed);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UpFilters.FORWARD, UpFilters.LINES, UpFilters.NUMBERS})
    void aStreamClosedWithinDataSaysNothingMore(String filter) {
        for (Object[] shape : Trees.all().map(tree -> tree.get()).toList()) {
            RootProbe consumer = new RootProbe();
            try (TreeFixture tree = TreeFixture.of((String) shape[0], (Integer) shape[1])) {
                RootStream stream = tree.open(filter, tree.all(), consumer);
                consumer.onData = message -> stream.close();
                fill(tree, stream);
                tree.probes().values().forEach(LeafProbe::end);
                tree.time.advance(2, TimeUnit.SECONDS);
                stream.grant(RootProbe.PLENTY_BYTES);
                tree.time.advance(20, TimeUnit.SECONDS);
                assertEquals(1, consumer.received.size(), filter + " over " + shape[0]);
                assertEquals(0, consumer.ended);
                assertTrue(tree.probes().values().stream().allMatch(probe -> probe.closed));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aStreamClosedWithinALineThatItsRankLeftOpenSaysNothingMore(String shape, int agents) {
        for (String filter : new String[] {UpFilters.FORWARD, UpFilters.LINES}) {
            RootProbe consumer = new RootProbe();
            try (TreeFixture tree = TreeFixture.of(shape, agents)) {
                RootStream stream = tree.open(filter, tree.all(), consumer);
                consumer.onData = message -> stream.close();
                tree.probe(0).output("a piece", true);
                tree.probe(0).end();
                tree.time.settle();
                stream.grant(RootProbe.PLENTY_BYTES);
                tree.time.settle();
                assertEquals(1, consumer.received.size(), filter);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UpFilters.FORWARD, UpFilters.LINES, UpFilters.NUMBERS})
    void aStreamClosedWithinItsEndIsClosedEverywhere(String filter) {
        RootProbe consumer = new RootProbe();
        try (TreeFixture tree = TreeFixture.of("2x2", 4)) {
            RootStream stream = tree.open(filter, tree.all(), consumer);
            consumer.onEnded = stream::close;
            tree.probes().values().forEach(LeafProbe::end);
            tree.time.settle();
            assertEquals(1, consumer.ended);
            assertTrue(tree.probes().values().stream().allMatch(probe -> probe.closed));
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aWaveAskedForAfterCloseIsNeverAnswered(String shape, int agents) {
        RootProbe consumer = new RootProbe();
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootStream stream = tree.open(UpFilters.NUMBERS, tree.all(), consumer);
            stream.grant(RootProbe.PLENTY_BYTES);
            stream.close();
            stream.send(new byte[0], 0, 0);
            tree.time.advance(2 * TreeFixture.WAVE_TIMEOUT_NS, TimeUnit.NANOSECONDS);
            assertEquals(0, consumer.received.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UpFilters.FORWARD, UpFilters.LINES, UpFilters.NUMBERS})
    void aStreamOpenedWhenNobodyIsConnectedEndsAtOnce(String filter) {
        RootProbe consumer = new RootProbe();
        try (TreeFixture tree = TreeFixture.of("flat", 3)) {
            tree.all().forEach(tree::killRank);
            RootStream stream = tree.root().open(TreeFixture.spec(filter, tree.all()), consumer);
            assertEquals(1, consumer.ended);
            assertEquals(1, consumer.begun);
            assertEquals(tree.all(), stream.missing().get("is gone"));
        }
    }

    /** Makes all nodes hold something: more than there is room for, and on a stream of waves one that is open. */
    private static void fill(TreeFixture tree, RootStream stream) {
        tree.begin();
        IntStream.range(0, 3).forEach(i -> stream.send(new byte[0], 0, 0));
        tree.time.settle();
        for (LeafProbe probe : tree.probes().values()) {
            String filter = probe.stream.spec().getUpFilter();
            if (filter.equals(UpFilters.NUMBERS)) {
                new WaveModel(1).answer(probe, 1);
                new WaveModel(1).answer(probe, 3);
            } else {
                RECORDS.forEach(record -> probe.send(0, record));
            }
        }
        tree.time.settle();
    }
}
