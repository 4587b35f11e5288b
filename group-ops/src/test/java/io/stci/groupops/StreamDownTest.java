package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.stci.activemessages.HandlerIds;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamDownTest {
    private final RootProbe consumer = new RootProbe();

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void eachMemberGetsEachMessageOnceAndInOrder(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            for (int i = 1; i <= 50; i++) {
                assertEquals(i, send(stream, "message " + i));
            }
            assertEquals(51, stream.end());
            tree.time.settle();
            List<String> expected =
                    IntStream.rangeClosed(1, 50).mapToObj(i -> "message " + i).toList();
            List<Long> numbers = LongStream.rangeClosed(1, 50).boxed().toList();
            for (LeafProbe probe : tree.probes().values()) {
                assertEquals(expected, probe.messages);
                assertEquals(numbers, probe.numbers);
                assertEquals(51, probe.endNumber);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#withSeeds")
    void theAcknowledgementIsTheLeastOfAllMembers(String shape, int agents, long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            IntStream.range(0, 20).forEach(i -> send(stream, "x"));
            tree.time.settle();
            long[] acked = new long[agents];
            for (int step = 0; step < 40 * agents; step++) {
                int rank = random.nextInt(agents);
                acked[rank] = Math.min(20, acked[rank] + random.nextInt(3));
                tree.probe(rank).stream.ack(acked[rank]);
                tree.time.settle();
                assertEquals(LongStream.of(acked).min().orElseThrow(), latestAck());
            }
            assertEquals(consumer.acks.stream().sorted().distinct().toList(), consumer.acks);
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void nobodyWaitsForTheAcknowledgementOfLostMembers(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            IntStream.range(0, 5).forEach(i -> send(stream, "x"));
            tree.time.settle();
            tree.probes().values().stream().skip(2).forEach(probe -> probe.stream.ack(4));
            tree.probe(1).stream.ack(3);
            tree.time.settle();
            assertEquals(0, latestAck());
            tree.killRank(0);
            assertEquals(3, latestAck());
            tree.killRank(1);
            assertEquals(4, latestAck());
            tree.all().forEach(tree::killRank);
            assertEquals(5, latestAck());
            assertEquals(6, send(stream, "to nobody"));
            tree.time.settle();
            assertEquals(6, latestAck());
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void framesForAStreamThatIsClosedDoNoHarm(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            stream.grant(RootProbe.PLENTY_BYTES);
            tree.probes().values().forEach(probe -> probe.send(0, new byte[10]));
            tree.probes().values().forEach(probe -> probe.stream.ack(0));
            tree.probes().values().forEach(LeafProbe::end);
            stream.close();
            send(stream, "too late");
            stream.end();
            stream.grant(1);
            tree.time.settle();
            tree.probes().values().forEach(probe -> assertEquals(List.of(), probe.messages));
            tree.probes().values().forEach(probe -> assertEquals(true, probe.closed));
            assertEquals(List.of(), consumer.received);
            assertEquals(tree.topology.nodes(), tree.alive().size());
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void streamsDoNotDisturbEachOther(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootProbe blocked = new RootProbe();
            tree.open(UpFilters.FORWARD, tree.all(), blocked);
            tree.probes()
                    .values()
                    .forEach(probe -> IntStream.range(0, 50).forEach(i -> probe.send(0, new byte[30_000])));
            tree.open(UpFilters.FORWARD, tree.all(), consumer).grant(RootProbe.PLENTY_BYTES);
            tree.probes().values().forEach(probe -> probe.send(0, new byte[30_000]));
            tree.time.settle();
            assertEquals(agents, consumer.received.size());
            assertEquals(0, blocked.received.size());
        }
    }

    @Test
    void whoAcknowledgesWhatWasNotSentIsRefused() {
        Topology topology = Topology.of(Shape.parse("2x2"), 4);
        try (TreeFixture tree = new TreeFixture(topology, topology.node(3))) {
            RootStream stream = tree.open(UpFilters.FORWARD, RankSet.all(4), consumer);
            send(stream, "x");
            tree.probes().values().forEach(probe -> probe.stream.ack(1));
            tree.time.settle();
            assertFalse(tree.puppet(topology.node(3)).isRefused());
            tree.puppet(topology.node(3))
                    .send(HandlerIds.STREAM_DOWN_ACK, tree.root().lastId(), 2, new byte[0]);
            tree.time.settle();
            assertEquals(
                    Status.PROTOCOL_ERROR, tree.puppet(topology.node(3)).refusal.status());
            assertEquals(0, latestAck());
            tree.agentDied(topology.node(3));
            assertEquals(1, latestAck());
        }
    }

    private long latestAck() {
        return consumer.acks.isEmpty() ? 0 : consumer.acks.get(consumer.acks.size() - 1);
    }

    private static long send(RootStream stream, String text) {
        return stream.send(text.getBytes(StandardCharsets.ISO_8859_1), 0, text.length());
    }
}
