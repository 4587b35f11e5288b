package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.wire.SlowChild;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One slow agent of 16 on its way down, under each policy. At every step all nodes stay within their windows. */
class SlowChildTest {
    private static final int AGENTS = 16;
    private static final int SLOW_RANK = 5;
    private static final int MESSAGES = 400;
    private static final int WINDOW_MESSAGES = SteadySender.WINDOW_MESSAGES;

    private final RootProbe consumer = new RootProbe();
    private RootStream stream;
    private SteadySender sender;
    private boolean stuck = true;

    @Test
    void blockingWaitsForTheSlowAndLosesNothing() {
        try (TreeFixture tree = open("4x4", SlowChild.SLOW_BLOCK)) {
            sender.send(MESSAGES, 500);
            assertFalse(stream.hasRoom());
            assertEquals(WINDOW_MESSAGES, tree.probe(0).numbers.size());
            stuck = false;
            tree.probe(SLOW_RANK).stream.ack(WINDOW_MESSAGES);
            sender.send(MESSAGES - WINDOW_MESSAGES, 1000);
            tree.probes().values().forEach(probe -> assertEquals(upTo(MESSAGES), probe.numbers));
            assertEquals(List.of(), consumer.slow);
        }
    }

    @ParameterizedTest
    @CsvSource({"4x4, SLOW_SHED", "2x2x4, SLOW_SHED", "flat, SLOW_SHED", "4x4, SLOW_CONFLATE", "2x2x4, SLOW_CONFLATE"})
    void theOthersGetEverythingAndTheSlowIsToldEachNumberItMisses(String shape, SlowChild policy) {
        try (TreeFixture tree = open(shape, policy)) {
            sender.send(MESSAGES, 2000);
            assertOthersHaveAll(tree);
            LeafProbe slow = tree.probe(SLOW_RANK);
            assertEquals(upTo(WINDOW_MESSAGES), slow.numbers);
            assertEquals(RankSet.of(SLOW_RANK), consumer.behind);
            assertEquals(MESSAGES, consumer.latestAck());
            stuck = false;
            slow.stream.ack(WINDOW_MESSAGES);
            stream.end();
            tree.time.settle();
            assertEachNumberIsAMessageOrInAGap(slow, MESSAGES);
            assertTrue(slow.gaps.size() > 0);
            assertEquals(MESSAGES + 1, slow.endNumber, "an end is never dropped");
            assertEquals(RankSet.empty(), consumer.behind);
            assertEquals(Map.of(SLOW_RANK, missing(slow)), consumer.missed);
            if (policy == SlowChild.SLOW_CONFLATE) {
                assertEquals(List.of((long) MESSAGES), slow.numbers.subList(WINDOW_MESSAGES, slow.numbers.size()));
            }
        }
    }

    @Test
    void aDetachedAgentIsOffThisStreamOnly() {
        try (TreeFixture tree = open("4x4", SlowChild.SLOW_DETACH)) {
            LeafProbe slow = tree.probe(SLOW_RANK);
            RootStream detaching = stream;
            sender.send(MESSAGES, 2000);
            assertOthersHaveAll(tree);
            assertTrue(slow.closed);
            slow.stream.ack(1);
            assertEquals(RankSet.of(SLOW_RANK), consumer.detached);
            tree.probes().values().forEach(probe -> {
                probe.stream.ack(MESSAGES);
                probe.end();
            });
            tree.time.settle();
            assertEquals(1, consumer.ended);
            RankSet missing = RankSet.union(detaching.missing().values());
            assertEquals(RankSet.of(SLOW_RANK), missing);
            assertTrue(detaching.missing().keySet().iterator().next().startsWith("slow: "), detaching.missing() + "");
            RootStream other = tree.open(UpFilters.FORWARD, tree.all(), new RootProbe());
            other.send(new byte[1], 0, 1);
            tree.time.settle();
            assertEquals(List.of(1L), tree.probe(SLOW_RANK).numbers);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void junctionsMayDieWhileOneSheds(long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = open("2x2x4", seed % 2 == 0 ? SlowChild.SLOW_SHED : SlowChild.SLOW_CONFLATE)) {
            LeafProbe slow = tree.probe(SLOW_RANK);
            for (int sent = 0; sent < MESSAGES; ) {
                sent += sender.send(1, 2000);
                if (random.nextInt(20) == 0) {
                    stuck = random.nextBoolean();
                    slow.stream.ack(stuck ? 0 : slow.numbers.get(slow.numbers.size() - 1));
                }
                crashSome(tree, random);
            }
            stream.end();
            stuck = false;
            slow.stream.ack(slow.numbers.get(slow.numbers.size() - 1));
            tree.time.advance(3, TimeUnit.SECONDS);
            tree.assertHealed("seed " + seed);
            tree.probes().values().forEach(probe -> {
                assertEachNumberIsAMessageOrInAGap(probe, MESSAGES);
                assertEquals(MESSAGES + 1, probe.endNumber, "seed " + seed + " rank " + probe.stream.rank());
                RankSet ofRoot = consumer.missed.getOrDefault(probe.stream.rank(), RankSet.empty());
                assertTrue(ofRoot.containsAll(missing(probe)), "the root knows, seed " + seed);
            });
            assertEquals(RankSet.empty(), consumer.behind, "seed " + seed);
            assertEquals(MESSAGES + 1, consumer.latestAck(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anAgentStaysDetachedThoughItsJunctionDies(long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = open("2x2x4", SlowChild.SLOW_DETACH)) {
            LeafProbe slow = tree.probe(SLOW_RANK);
            int junction = tree.topology.parent(tree.topology.node(SLOW_RANK));
            tree.traffic.afterFrames(1 + random.nextInt(3000), () -> tree.crash(junction, random.nextBoolean()));
            sender.send(MESSAGES, 4000);
            tree.time.advance(1, TimeUnit.SECONDS);
            assertOthersHaveAll(tree);
            assertTrue(slow.closed, "seed " + seed);
            assertEquals(slow, tree.probe(SLOW_RANK), "is not opened anew, seed " + seed);
            stream.close();
            tree.time.settle();
            assertEquals(List.of(), tree.streams(tree.topology.node(SLOW_RANK)).detached());
        }
    }

    @Test
    void countersSayWhoHeldWhomUpAndForHowLong() {
        try (TreeFixture tree = open("4x4", SlowChild.SLOW_BLOCK)) {
            sender.send(MESSAGES, 700);
            int agent = tree.topology.node(SLOW_RANK);
            for (ChildFlow flow : tree.streams(tree.topology.parent(agent)).flows()) {
                assertEquals(flow.child() == agent ? 1 : 0, flow.downHoldUps());
                assertEquals(flow.child() == agent ? 700 : 0, flow.downHoldUpNs() / 1_000_000, 5);
            }
            for (int i = 0; i < 40; i++) {
                tree.probe(2).send(0, new byte[20_000]);
            }
            tree.time.advance(300, TimeUnit.MILLISECONDS);
            int junction = tree.topology.parent(tree.topology.node(2));
            ChildFlow up = tree.root().flows().stream()
                    .filter(flow -> flow.child() == junction)
                    .findFirst()
                    .orElseThrow();
            assertEquals(1, up.upHoldUps());
            assertEquals(300, up.upHoldUpNs() / 1_000_000, 5);
        }
    }

    private TreeFixture open(String shape, SlowChild policy) {
        TreeFixture tree = TreeFixture.healing(shape, AGENTS);
        stream = tree.open(SteadySender.spec(UpFilters.FORWARD, tree.all(), policy), consumer);
        sender = new SteadySender(tree, stream);
        tree.probes().values().forEach(probe -> {
            probe.onMessage = number -> ackUnlessStuck(probe, number);
            probe.onEnd = number -> ackUnlessStuck(probe, number);
        });
        return tree;
    }

    private void ackUnlessStuck(LeafProbe probe, long number) {
        if (probe.stream.rank() != SLOW_RANK || !stuck) {
            probe.stream.ack(number);
        }
    }

    private void assertOthersHaveAll(TreeFixture tree) {
        tree.probes().forEach((rank, probe) -> {
            if (rank != SLOW_RANK) {
                assertEquals(upTo(MESSAGES), probe.numbers, "rank " + rank);
            }
        });
    }

    private static void assertEachNumberIsAMessageOrInAGap(LeafProbe probe, int messages) {
        List<Long> all = new ArrayList<>(probe.numbers);
        probe.gaps.forEach(
                gap -> LongStream.rangeClosed(gap.getFirst(), gap.getLast()).forEach(all::add));
        assertEquals(upTo(messages), all.stream().sorted().toList(), "rank " + probe.stream.rank());
        assertEquals(probe.numbers.stream().sorted().toList(), probe.numbers);
    }

    private static RankSet missing(LeafProbe probe) {
        RankSet.Builder numbers = new RankSet.Builder();
        probe.gaps.forEach(gap -> numbers.addRange((int) gap.getFirst(), (int) gap.getLast()));
        return numbers.build();
    }

    private static List<Long> upTo(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static void crashSome(TreeFixture tree, Random random) {
        List<Integer> junctions = tree.junctions();
        if (!junctions.isEmpty() && random.nextInt(60) == 0) {
            int victim = junctions.get(random.nextInt(junctions.size()));
            boolean lost = random.nextBoolean();
            tree.traffic.afterFrames(1 + random.nextInt(30), () -> tree.crash(victim, lost));
        }
    }
}
