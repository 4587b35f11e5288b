package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.activemessages.HandlerIds;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineMergeLossTest {
    private final RootProbe consumer = new RootProbe();

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aLongLineIsClosedWhenItsRankIsLostAndTheOthersGoOn(String shape, int agents) {
        try (TreeFixture tree = open(TreeFixture.of(shape, agents))) {
            tree.begin();
            tree.probe(0).output("a long", true);
            tree.time.settle();
            tree.probe(0).output(" line", true);
            tree.probes().values().stream().skip(1).forEach(probe -> probe.output("x\n", false));
            tree.time.advance(2, TimeUnit.SECONDS);
            assertEquals(List.of("0:a long>", "0: line>"), consumer.runs());
            tree.killRank(0);
            tree.time.advance(1, TimeUnit.SECONDS);
            RankSet others = RankSet.range(1, agents - 1);
            assertEquals(List.of("0:a long>", "0: line>", "0:\n", others + ":x\n"), consumer.runs());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4x4", "2x2x2", "kary:2"})
    void aLongLineIsClosedWhenTheJunctionAboveItIsLost(String shape) {
        int agents = Shape.parse(shape).agents().orElse(8);
        try (TreeFixture tree = open(TreeFixture.of(shape, agents))) {
            tree.begin();
            tree.probe(0).output("a long", true);
            tree.probe(agents - 1).output("x\n", false);
            tree.time.settle();
            tree.kill(1);
            tree.time.advance(1, TimeUnit.SECONDS);
            assertEquals(List.of("0:a long>"), consumer.runs(), "its rank may find another parent");
            tree.time.advance(TreeFixture.PATIENCE_MS, TimeUnit.MILLISECONDS);
            assertEquals(List.of("0:a long>", "0:\n", agents - 1 + ":x\n"), consumer.runs());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "2x2", "kary:2"})
    void whatIsNoOutputClosesItsLinkAndNoOther(String shape) {
        try (TreeFixture tree = open(withPuppet(shape))) {
            beginAll(tree);
            probeOutput(tree, "before\n");
            puppet(tree).send(HandlerIds.STREAM_UP, tree.root().lastId(), 0, new byte[] {1, 2, 3});
            probeOutput(tree, "after\n");
            tree.time.advance(1, TimeUnit.SECONDS);
            assertEquals(Status.PROTOCOL_ERROR, puppet(tree).refusal.status());
            assertEquals(List.of("1-3:before\nafter\n"), consumer.runs());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "2x2", "kary:2"})
    void aRunThatIsNoLinesIsRefusedAndLeavesNoTrace(String shape) {
        try (TreeFixture tree = open(withPuppet(shape))) {
            beginAll(tree);
            puppet(tree).send(HandlerIds.STREAM_UP, tree.root().lastId(), 0, output("0", "x\nno end", false));
            probeOutput(tree, "a line of the others\n");
            tree.time.advance(1, TimeUnit.SECONDS);
            assertEquals(Status.PROTOCOL_ERROR, puppet(tree).refusal.status());
            assertEquals(List.of("1-3:a line of the others\n"), consumer.runs());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "2x2", "kary:2"})
    void whoSpeaksForOthersIsRefused(String shape) {
        try (TreeFixture tree = open(withPuppet(shape))) {
            beginAll(tree);
            puppet(tree).send(HandlerIds.STREAM_UP, tree.root().lastId(), 0, output("1", "not mine", true));
            probeOutput(tree, "mine\n");
            tree.time.advance(1, TimeUnit.SECONDS);
            assertEquals(Status.PROTOCOL_ERROR, puppet(tree).refusal.status());
            assertEquals(List.of("1-3:mine\n"), consumer.runs());
        }
    }

    @Test
    void aJunctionThatSpeaksForRanksElsewhereIsRefused() {
        try (TreeFixture tree = open(new TreeFixture(Topology.of(Shape.parse("2x2"), 4), 1))) {
            int stream = tree.root().lastId();
            tree.puppet(1).send(HandlerIds.STREAM_UP, stream, 0, output("0-1", "ours\n", false));
            tree.puppet(1).send(HandlerIds.STREAM_UP, stream, 0, output("1-2", "not ours\n", false));
            tree.begin();
            tree.time.advance(1, TimeUnit.SECONDS);
            assertEquals(Status.PROTOCOL_ERROR, tree.puppet(1).refusal.status());
            tree.time.advance(TreeFixture.PATIENCE_MS, TimeUnit.MILLISECONDS);
            assertEquals(List.of("0,1:ours\n"), consumer.runs());
        }
    }

    @Test
    void malformedBytesOfALostChildHoldUpNobody() {
        try (TreeFixture tree = withPuppet("flat")) {
            RootStream stream = tree.open(UpFilters.LINES, tree.all(), consumer);
            beginAll(tree);
            probeOutput(tree, "shown first\n");
            tree.time.advance(1, TimeUnit.SECONDS);
            puppet(tree).send(HandlerIds.STREAM_UP, tree.root().lastId(), 0, new byte[] {1, 2, 3});
            tree.time.settle();
            puppet(tree).close();
            probeOutput(tree, "shown next\n");
            tree.time.settle();
            assertFalse(consumer.received.size() > 0, "there is no room yet");
            stream.grant(RootProbe.PLENTY_BYTES);
            tree.time.advance(1, TimeUnit.SECONDS);
            assertEquals(List.of("1-3:shown first\n", "1-3:shown next\n"), consumer.runs());
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void linesOfALostRankAreStillShown(String shape, int agents) {
        try (TreeFixture tree = open(TreeFixture.of(shape, agents))) {
            tree.begin();
            tree.probes().values().forEach(probe -> probe.output("x\n", false));
            tree.probe(1).output("last words\n", false);
            tree.time.settle();
            tree.killRank(1);
            tree.probes().values().forEach(LeafProbe::end);
            tree.time.settle();
            assertEquals(List.of(tree.all() + ":x\n", "1:last words\n"), consumer.runs());
            assertEquals(1, consumer.ended);
        }
    }

    private TreeFixture open(TreeFixture tree) {
        tree.open(UpFilters.LINES, tree.all(), consumer).grant(RootProbe.PLENTY_BYTES);
        return tree;
    }

    /** Four agents of which rank 0 is a bare link. */
    private static TreeFixture withPuppet(String shape) {
        Topology topology = Topology.of(Shape.parse(shape), 4);
        return new TreeFixture(topology, topology.node(0));
    }

    private static Puppet puppet(TreeFixture tree) {
        return tree.puppet(tree.topology.node(0));
    }

    private static void beginAll(TreeFixture tree) {
        puppet(tree).send(HandlerIds.STREAM_UP_BEGIN, tree.root().lastId(), 0, new byte[0]);
        tree.begin();
        assertTrue(tree.probes().size() == 3);
    }

    private static void probeOutput(TreeFixture tree, String lines) {
        tree.probes().values().forEach(probe -> probe.output(lines, false));
    }

    private static byte[] output(String ranks, String data, boolean lineContinues) {
        return OutputSchema.encode(List.of(new OutputSchema.Run(RankSet.parse(ranks), data, lineContinues)));
    }
}
