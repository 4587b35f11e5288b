package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.activemessages.HandlerIds;
import io.stci.core.RankSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardFilterTest {
    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#withSeeds")
    void everyMessageArrivesOnceAndInItsRanksOrder(String shape, int agents, long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootProbe consumer = new RootProbe();
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            consumer.onData = message -> stream.grant(message.payload().length);
            stream.grant(1 + random.nextInt(2000));
            TreeMap<Integer, List<String>> sent = sendAtRandom(tree, random);
            tree.time.settle();
            assertEquals(sent, byRank(consumer));
            assertEquals(1, consumer.ended);
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#withSeeds")
    void piecesAreNotInterleavedWithOtherRanks(String shape, int agents, long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootProbe consumer = new RootProbe();
            tree.open(UpFilters.FORWARD, tree.all(), consumer).grant(RootProbe.PLENTY_BYTES);
            for (int step = 0; step < 30 * agents; step++) {
                sendPiece(tree.probe(random.nextInt(agents)), random.nextInt(3) > 0);
                if (random.nextInt(4) == 0) {
                    tree.time.settle();
                }
            }
            tree.probes().values().forEach(probe -> sendPiece(probe, false));
            tree.time.settle();
            assertEquals(31 * agents, consumer.received.size());
            assertNotInterleaved(consumer.received);
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void theEndComesOnceWhenTheLastHasEnded(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootProbe consumer = new RootProbe();
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            tree.probe(agents - 1).send(0, text("last words"));
            for (LeafProbe probe : tree.probes().values()) {
                assertEquals(0, consumer.ended);
                probe.end();
                tree.time.settle();
            }
            assertEquals(0, consumer.ended, "its data has no room yet");
            stream.grant(1);
            tree.time.settle();
            assertEquals(1, consumer.ended);
            assertEquals(1, consumer.received.size());
            assertEquals(0, stream.missing().size());
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aStreamTouchesOnlyNodesOnTheWayToItsMembers(String shape, int agents) {
        RankSet members = RankSet.of(1, 2, agents - 1);
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootProbe consumer = new RootProbe();
            RootStream stream = tree.open(UpFilters.FORWARD, members, consumer);
            stream.grant(RootProbe.PLENTY_BYTES);
            stream.send(text("down"), 0, 4);
            tree.probes().values().forEach(probe -> probe.send(0, text(probe.stream.rank() + " up")));
            tree.probes().values().forEach(LeafProbe::end);
            tree.time.settle();
            assertEquals(
                    members,
                    RankSet.union(
                            tree.probes().keySet().stream().map(RankSet::of).toList()));
            assertEquals(1, consumer.ended);
            assertEquals(3, consumer.received.size());
            assertOpenedOnlyOnTheWay(tree, members);
        }
    }

    private static void assertOpenedOnlyOnTheWay(TreeFixture tree, RankSet members) {
        for (int node = 1; node < tree.topology.nodes(); node++) {
            boolean onTheWay = tree.topology.ranks(node).intersects(members);
            long opens = tree.traffic.frames(
                    node, HandlerIds.STREAM_OPEN, tree.root().lastId());
            long downs = tree.traffic.frames(
                    node, HandlerIds.STREAM_DOWN, tree.root().lastId());
            assertEquals(onTheWay ? 1 : 0, opens, "OPEN at node " + node);
            assertEquals(onTheWay ? 1 : 0, downs, "DOWN at node " + node);
        }
    }

    private static TreeMap<Integer, List<String>> sendAtRandom(TreeFixture tree, Random random) {
        int agents = tree.topology.agents();
        TreeMap<Integer, List<String>> sent = new TreeMap<>();
        for (int i = 0; i < 40 * agents; i++) {
            int rank = random.nextInt(agents);
            String message = rank + " " + i + " " + "x".repeat(random.nextInt(20) == 0 ? 9000 : random.nextInt(300));
            sent.computeIfAbsent(rank, key -> new ArrayList<>()).add(message);
            tree.probe(rank).send(0, text(message));
            if (random.nextInt(8) == 0) {
                tree.time.advance(1, TimeUnit.MILLISECONDS);
            }
        }
        tree.probes().values().forEach(LeafProbe::end);
        return sent;
    }

    private static TreeMap<Integer, List<String>> byRank(RootProbe consumer) {
        TreeMap<Integer, List<String>> byRank = new TreeMap<>();
        for (RootProbe.Received message : consumer.received) {
            int rank =
                    Integer.parseInt(message.text().substring(0, message.text().indexOf(' ')));
            byRank.computeIfAbsent(rank, key -> new ArrayList<>()).add(message.text());
        }
        return byRank;
    }

    private static void sendPiece(LeafProbe probe, boolean continues) {
        probe.send(continues ? ForwardFilter.CONTINUES : 0, text(Integer.toString(probe.stream.rank())));
    }

    private static void assertNotInterleaved(List<RootProbe.Received> pieces) {
        Set<String> switches = new HashSet<>();
        RootProbe.Received before = null;
        for (RootProbe.Received piece : pieces) {
            boolean within = before != null && before.number() == ForwardFilter.CONTINUES;
            if (within) {
                assertEquals(before.text(), piece.text(), "a rank within another rank's pieces");
            } else if (before != null && !before.text().equals(piece.text())) {
                switches.add(piece.text());
            }
            before = piece;
        }
        assertTrue(switches.size() > 1, "no test of anything if one rank came after the other");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
