package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.stci.activemessages.HandlerIds;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.routing.Role;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.wire.WavePart;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaveLossTest {
    private static final String GONE = TreeFixture.GONE;

    private final WaveModel model = new WaveModel(11);
    private final RootProbe consumer = new RootProbe();
    private RootStream stream;

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aLostAgentIsMissingWithItsReason(String shape, int agents) {
        try (TreeFixture tree = open(TreeFixture.of(shape, agents))) {
            tree.killRank(1);
            ask(tree);
            assertMissing(tree, 1, Map.of(GONE, RankSet.of(1)));
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aWaveCompletesWhenTheOneItWaitsForIsLost(String shape, int agents) {
        try (TreeFixture tree = open(TreeFixture.of(shape, agents))) {
            tree.probe(agents - 1).onMessage = number -> {};
            ask(tree);
            ask(tree);
            assertEquals(0, consumer.received.size());
            tree.killRank(agents - 1);
            assertMissing(tree, 1, Map.of(GONE, RankSet.of(agents - 1)));
            assertMissing(tree, 2, Map.of(GONE, RankSet.of(agents - 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4x4", "2x2x4", "kary:4", "knomial:2"})
    void aLostJunctionIsMissingWithAllRanksBelowIt(String shape) {
        for (boolean within : new boolean[] {false, true}) {
            consumer.received.clear();
            try (TreeFixture tree = open(TreeFixture.of(shape, 16))) {
                RankSet below = tree.topology.ranks(1);
                if (within) {
                    tree.probe(below.first()).onMessage = number -> {};
                    ask(tree);
                }
                tree.lose(1);
                if (!within) {
                    ask(tree);
                }
                assertMissing(tree, 1, Map.of(GONE, below));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void theReasonsStayWhenAJunctionHasNobodyLeft(String shape, int agents) {
        try (TreeFixture tree = open(TreeFixture.of(shape, agents))) {
            RankSet below = tree.topology.ranks(1);
            tree.probe(below.first()).end();
            tree.time.settle();
            below.forEach(rank -> tree.killRank(rank));
            ask(tree);
            RankSet lost = below.minus(RankSet.of(below.first()));
            Map<String, RankSet> expected =
                    lost.isEmpty() ? Map.of("ended", below) : Map.of("ended", RankSet.of(below.first()), GONE, lost);
            assertMissing(tree, 1, expected);
            Map<String, RankSet> known = tree.topology.role(1) == Role.AGENT ? Map.of() : Map.of(GONE, lost);
            assertEquals(known, stream.missing());
            boolean isThere = tree.topology.role(1) == Role.JUNCTION;
            assertEquals(isThere, tree.alive().contains(1), "a junction outlives its agents, and later waves");
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void withNobodyLeftTheFrontEndAnswersItself(String shape, int agents) {
        try (TreeFixture tree = open(TreeFixture.of(shape, agents))) {
            tree.all().forEach(tree::killRank);
            assertEquals(1, consumer.ended);
            assertEquals(Map.of(GONE, tree.all()), stream.missing());
            RootProbe.Received[] answer = new RootProbe.Received[1];
            consumer.ended = 0;
            consumer.onData = wave -> answer[0] = wave;
            ask(tree);
            WaveParts.Content content = WaveParts.read(answer[0].payload());
            assertEquals(Map.of(GONE, tree.all()), content.missing());
            assertEquals(0, content.value().length);
            assertEquals(0, consumer.ended, "the end comes once");
        }
    }

    @Test
    void aDuplicateAnswerIsIgnored() {
        try (TreeFixture tree = open(withPuppet())) {
            ask(tree);
            part(tree, 1, RankSet.of(0), model.encoded(1, 0));
            part(tree, 1, RankSet.of(0), model.encoded(2, 0));
            tree.time.settle();
            model.check(1, tree.all(), consumer.waves().get(1L));
            part(tree, 1, RankSet.of(0), model.encoded(1, 0));
            tree.time.settle();
            assertEquals(1, consumer.received.size());
            assertFalse(puppet(tree).isRefused());
        }
    }

    @Test
    void anAnswerToAWaveThatNobodyAskedForClosesItsLink() {
        try (TreeFixture tree = open(withPuppet())) {
            ask(tree);
            part(tree, 2, RankSet.of(0), model.encoded(2, 0));
            tree.time.settle();
            assertRefusedAndLeftOut(tree);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0-1", ""})
    void aPartThatIsNotOfTheChildsRanksClosesItsLink(String ranks) {
        try (TreeFixture tree = open(withPuppet())) {
            ask(tree);
            part(tree, 1, ranks.isEmpty() ? RankSet.empty() : RankSet.parse(ranks), model.encoded(1, 0));
            tree.time.settle();
            assertRefusedAndLeftOut(tree);
        }
    }

    @Test
    void aPartWithAMalformedValueFailsItsWaveAndNothingElse() {
        try (TreeFixture tree = open(withPuppet())) {
            ask(tree);
            part(tree, 1, RankSet.of(0), new byte[] {10, 3, 1});
            tree.time.settle();
            WaveParts.Content content = consumer.waves().get(1L);
            model.check(1, RankSet.range(2, 3), content);
            assertEquals(
                    Set.of(RankSet.range(0, 1)), Set.copyOf(content.missing().values()));
            String why = content.missing().keySet().iterator().next();
            assertTrue(why.startsWith("the filter failed at junction 1 on what ranks 0 contributed: "), why);
            assertFalse(puppet(tree).isRefused());
            ask(tree);
            part(tree, 2, RankSet.of(0), model.encoded(2, 0));
            tree.time.settle();
            model.check(2, tree.all(), consumer.waves().get(2L));
        }
    }

    @Test
    void aPartWithMalformedRanksClosesItsLinkAndItsValueIsCountedNowhere() {
        try (TreeFixture tree = open(withPuppet())) {
            ask(tree);
            byte[] part = WavePart.newBuilder()
                    .setValue(ByteString.copyFrom(model.encoded(1, 0)))
                    .setRanks(ByteString.copyFrom(new byte[] {(byte) 0x80}))
                    .build()
                    .toByteArray();
            puppet(tree).send(HandlerIds.STREAM_UP, tree.root().lastId(), 1, part);
            tree.time.settle();
            assertRefusedAndLeftOut(tree);
        }
    }

    private void assertRefusedAndLeftOut(TreeFixture tree) {
        tree.agentDied(tree.topology.node(0));
        assertEquals(Status.PROTOCOL_ERROR, puppet(tree).refusal.status());
        WaveParts.Content content = consumer.waves().get(1L);
        model.check(1, RankSet.range(1, 3), content);
        assertEquals(Set.of(RankSet.of(0)), Set.copyOf(content.missing().values()));
        assertTrue(tree.alive().size() == tree.topology.nodes() - 1, "the others stay");
    }

    private void assertMissing(TreeFixture tree, long wave, Map<String, RankSet> missing) {
        WaveParts.Content content = consumer.waves().get(wave);
        assertEquals(missing, content.missing());
        model.check(wave, tree.all().minus(RankSet.union(missing.values())), content);
    }

    private TreeFixture open(TreeFixture tree) {
        stream = tree.open(UpFilters.NUMBERS, tree.all(), consumer);
        stream.grant(RootProbe.PLENTY_BYTES);
        tree.probes().values().forEach(model::answerAtOnce);
        return tree;
    }

    private void ask(TreeFixture tree) {
        stream.send(new byte[0], 0, 0);
        tree.time.settle();
    }

    private static TreeFixture withPuppet() {
        Topology topology = Topology.of(Shape.parse("2x2"), 4);
        return new TreeFixture(topology, topology.node(0));
    }

    private static Puppet puppet(TreeFixture tree) {
        return tree.puppet(tree.topology.node(0));
    }

    private static void part(TreeFixture tree, long wave, RankSet ranks, byte[] value) {
        WavePart part = WavePart.newBuilder()
                .setRanks(ByteString.copyFrom(ranks.encode()))
                .setValue(ByteString.copyFrom(value))
                .build();
        puppet(tree).send(HandlerIds.STREAM_UP, tree.root().lastId(), wave, part.toByteArray());
    }
}
