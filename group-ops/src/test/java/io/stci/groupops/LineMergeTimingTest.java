package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LineMergeTimingTest {
    private static final int ROOT_QUIET_MS = 100;
    private static final int JUNCTION_QUIET_MS = 20;
    private static final int ROOT_LIMIT_MS = 1000;
    private static final int JUNCTION_LIMIT_MS = 200;
    private static final int START_LIMIT_MS = 5000;

    private RootProbe consumer;

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void oneRanksLineIsShownAfterTheQuietTimeAndNotBefore(String shape, int agents) {
        try (TreeFixture tree = open(shape, agents)) {
            tree.begin();
            for (int rank = 0; rank < agents; rank++) {
                consumer.received.clear();
                tree.probe(rank).output("alone\n", false);
                advance(tree, ROOT_QUIET_MS - 1);
                assertEquals(List.of(), consumer.runs());
                advance(tree, 1 + JUNCTION_QUIET_MS * junctionsAbove(tree, rank));
                assertEquals(List.of(rank + ":alone\n"), consumer.runs());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void steadyOutputIsShownAtTheLimit(String shape, int agents) {
        try (TreeFixture tree = open(shape, agents)) {
            tree.begin();
            int levels = junctionsAbove(tree, 0);
            int limitMs = ROOT_LIMIT_MS + JUNCTION_LIMIT_MS * levels;
            int shownMs = -1;
            for (int ms = 0; ms <= limitMs; ms += 10) {
                tree.probe(0).output("at " + ms + "\n", false);
                tree.time.settle();
                shownMs = shownMs < 0 && !consumer.received.isEmpty() ? ms : shownMs;
                advance(tree, 10);
            }
            assertTrue(shownMs >= ROOT_QUIET_MS, "shown after " + shownMs + " ms");
            assertTrue(levels > 0 || shownMs == ROOT_LIMIT_MS, "shown after " + shownMs + " ms");
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void linesWaitForAgentsThatHaveNotBegun(String shape, int agents) {
        try (TreeFixture tree = open(shape, agents)) {
            beginAllBut(tree, agents - 1);
            tree.probe(0).output("early\n", false);
            advance(tree, 3000);
            assertEquals(List.of(), consumer.runs());
            assertEquals(0, consumer.begun);
            tree.probe(agents - 1).stream.begin();
            advance(tree, ROOT_QUIET_MS);
            assertEquals(List.of("0:early\n"), consumer.runs());
            assertEquals(1, consumer.begun);
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void anAgentThatNeverBeginsHoldsUpOutputOnceForTheStartLimit(String shape, int agents) {
        try (TreeFixture tree = open(shape, agents)) {
            beginAllBut(tree, agents - 1);
            int levels = tree.topology.height() - 1;
            tree.probe(0).output("first\n", false);
            advance(tree, START_LIMIT_MS - 1);
            assertEquals(List.of(), consumer.runs());
            advance(tree, 1 + JUNCTION_LIMIT_MS * levels);
            assertEquals(List.of("0:first\n"), consumer.runs());
            tree.probe(0).output("second\n", false);
            advance(tree, ROOT_QUIET_MS + JUNCTION_LIMIT_MS * levels);
            assertEquals(List.of("0:first\n", "0:second\n"), consumer.runs());
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aLostAgentCountsAsBegun(String shape, int agents) {
        try (TreeFixture tree = open(shape, agents)) {
            beginAllBut(tree, agents - 1);
            tree.probe(0).output("early\n", false);
            advance(tree, 2000);
            tree.killRank(agents - 1);
            advance(tree, ROOT_QUIET_MS);
            assertEquals(List.of("0:early\n"), consumer.runs());
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void nothingWaitsOnceNobodyCanJoin(String shape, int agents) {
        try (TreeFixture tree = open(shape, agents)) {
            tree.probes().values().forEach(probe -> probe.output("from all\n", false));
            tree.time.settle();
            assertEquals(List.of(tree.all() + ":from all\n"), consumer.runs());
            tree.begin();
            tree.probe(1).output("the last one left\n", false);
            tree.probes().values().stream()
                    .filter(probe -> probe.stream.rank() != 1)
                    .forEach(LeafProbe::end);
            int levels = junctionsAbove(tree, 1);
            advance(tree, levels > 0 ? ROOT_QUIET_MS + JUNCTION_QUIET_MS * levels : 0);
            assertEquals("1:the last one left\n", consumer.runs().get(1), "junctions don't say which of theirs ended");
            tree.probe(1).output("goes on\n", false);
            tree.probe(1).end();
            tree.time.settle();
            assertEquals("1:goes on\n", consumer.runs().get(2));
            assertEquals(1, consumer.ended);
        }
    }

    private TreeFixture open(String shape, int agents) {
        TreeFixture tree = TreeFixture.of(shape, agents);
        consumer = new RootProbe();
        tree.open(UpFilters.LINES, tree.all(), consumer).grant(RootProbe.PLENTY_BYTES);
        return tree;
    }

    private static void beginAllBut(TreeFixture tree, int rank) {
        tree.probes().values().stream()
                .filter(probe -> probe.stream.rank() != rank)
                .forEach(probe -> probe.stream.begin());
        tree.time.settle();
    }

    private static void advance(TreeFixture tree, int ms) {
        tree.time.advance(ms, TimeUnit.MILLISECONDS);
    }

    private static int junctionsAbove(TreeFixture tree, int rank) {
        return tree.topology.depth(tree.topology.node(rank)) - 1;
    }
}
