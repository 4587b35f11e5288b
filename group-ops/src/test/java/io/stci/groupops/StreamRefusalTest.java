package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.stci.activemessages.HandlerIds;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.wire.Missing;
import io.stci.wire.StreamSpec;
import io.stci.wire.WavePart;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamRefusalTest {
    private final RootProbe consumer = new RootProbe();

    @Test
    void anUnknownFilterIsRefusedToTheCallerAndOpensNothing() {
        assertRefused(Status.NOT_FOUND, TreeFixture.spec("no such", RankSet.all(4)));
    }

    @Test
    void aStreamWithoutMembersIsRefused() {
        for (String filter : new String[] {UpFilters.FORWARD, UpFilters.LINES, UpFilters.NUMBERS}) {
            assertRefused(Status.INVALID_ARGUMENT, TreeFixture.spec(filter, RankSet.empty()));
        }
    }

    @Test
    void membersThatAreNotInTheTreeAreRefused() {
        assertRefused(Status.INVALID_ARGUMENT, TreeFixture.spec(UpFilters.LINES, RankSet.parse("2-4")));
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void anUnknownServiceLeavesTheTreeWholeAndSaysWhy(String shape, int agents) {
        String reason = "service 'no such': is not known here";
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            for (String filter : new String[] {UpFilters.FORWARD, UpFilters.LINES, UpFilters.NUMBERS}) {
                RootProbe each = new RootProbe();
                RootStream stream =
                        tree.root().open(TreeFixture.spec(filter, tree.all()).setService("no such"), each);
                tree.time.settle();
                assertEquals(1, each.ended);
                assertEquals(Map.of(reason, tree.all()), stream.missing());
                stream.send(new byte[1], 0, 1);
                tree.time.settle();
                assertTrue(each.acks.contains(1L), "nobody waits for acknowledgements");
            }
            assertEquals(tree.topology.nodes(), tree.alive().size());
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aServiceThatRefusesLeavesTheTreeWholeAndSaysWhy(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootStream stream = tree.root()
                    .open(TreeFixture.spec(UpFilters.NUMBERS, tree.all()).setService("refuses"), consumer);
            tree.time.settle();
            assertEquals(Map.of("request: makes no sense", tree.all()), stream.missing());
            assertEquals(tree.topology.nodes(), tree.alive().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "2x2"})
    void aChildThatSendsBeyondItsCreditIsRefused(String shape) {
        try (TreeFixture tree = withPuppet(shape)) {
            tree.open(UpFilters.FORWARD, tree.all(), consumer);
            IntStream.range(0, 20).forEach(i -> tree.probe(1).send(0, new byte[30_000]));
            tree.time.settle();
            int siblings = tree.topology.children(tree.topology.parent(node(tree))).length;
            long windowBytes = ChildSlots.windowBytes(siblings);
            byte[] halfWindow = new byte[(int) windowBytes / 2];
            up(tree, halfWindow);
            up(tree, halfWindow);
            assertFalse(puppet(tree).isRefused());
            up(tree, new byte[0]);
            assertEquals(Status.RESOURCE_EXHAUSTED, puppet(tree).refusal.status());
            assertEquals(tree.topology.nodes() - 1, tree.alive().size());
        }
    }

    @Test
    void aChildThatSendsAfterItsEndIsRefused() {
        try (TreeFixture tree = withPuppet("2x2")) {
            tree.open(UpFilters.FORWARD, tree.all(), consumer).grant(RootProbe.PLENTY_BYTES);
            puppet(tree).send(HandlerIds.STREAM_UP_END, tree.root().lastId(), 0, new byte[0]);
            up(tree, new byte[1]);
            assertEquals(Status.PROTOCOL_ERROR, puppet(tree).refusal.status());
            assertEquals(0, consumer.received.size());
        }
    }

    @Test
    void aChildThatReportsRanksOfOthersMissingIsRefused() {
        try (TreeFixture tree = withPuppet("2x2")) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            byte[] report = WavePart.newBuilder()
                    .addMissing(Missing.newBuilder()
                            .setReason("I say so")
                            .setRanks(ByteString.copyFrom(RankSet.of(1).encode())))
                    .build()
                    .toByteArray();
            puppet(tree).send(HandlerIds.STREAM_UP_END, tree.root().lastId(), 0, report);
            tree.time.settle();
            assertEquals(Status.PROTOCOL_ERROR, puppet(tree).refusal.status());
            assertEquals(Map.of(), stream.missing());
        }
    }

    @Test
    void aChildThatIsNotOnTheStreamIsRefused() {
        try (TreeFixture tree = withPuppet("2x2")) {
            tree.open(UpFilters.FORWARD, RankSet.range(1, 3), consumer);
            up(tree, new byte[1]);
            assertEquals(Status.PROTOCOL_ERROR, puppet(tree).refusal.status());
            assertEquals(3, tree.probes().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aStreamThatDoesNotConcernTheNodeClosesItsLink(int node) {
        try (TreeFixture tree = TreeFixture.of("2x2", 4)) {
            StreamSpec spec =
                    TreeFixture.spec(UpFilters.LINES, RankSet.of(3)).setId(77).build();
            tree.sendDown(node, HandlerIds.STREAM_OPEN, 77, spec.toByteArray());
            assertFalse(tree.alive().contains(node));
            assertTrue(tree.alive().contains(2));
        }
    }

    @Test
    void aMessageBeforeItsPredecessorClosesItsLinkAndLeaksNothing() {
        try (TreeFixture tree = TreeFixture.of("2x2", 4)) {
            tree.open(UpFilters.FORWARD, tree.all(), consumer);
            tree.sendDown(1, HandlerIds.STREAM_DOWN, tree.root().lastId(), new byte[5]);
            assertFalse(tree.alive().contains(1));
            assertTrue(tree.alive().contains(2));
        }
    }

    private void assertRefused(Status status, StreamSpec.Builder spec) {
        try (TreeFixture tree = TreeFixture.of("2x2", 4)) {
            StciException refused =
                    assertThrows(StciException.class, () -> tree.root().open(spec, consumer));
            tree.time.settle();
            assertEquals(status, refused.status());
            assertEquals(0, tree.root().lastId());
            assertEquals(0, tree.traffic.frames(1, HandlerIds.STREAM_OPEN, 1));
        }
    }

    private static TreeFixture withPuppet(String shape) {
        Topology topology = Topology.of(Shape.parse(shape), 4);
        return new TreeFixture(topology, topology.node(0));
    }

    private static int node(TreeFixture tree) {
        return tree.topology.node(0);
    }

    private static Puppet puppet(TreeFixture tree) {
        return tree.puppet(node(tree));
    }

    private static void up(TreeFixture tree, byte[] payload) {
        puppet(tree).send(HandlerIds.STREAM_UP, tree.root().lastId(), 0, payload);
        tree.time.settle();
    }
}
