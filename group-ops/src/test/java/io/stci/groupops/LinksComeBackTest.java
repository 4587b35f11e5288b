package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.activemessages.HandlerIds;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.wire.Torpid;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that break though both ends live, ends that come back as others, and ends that fall silent for a while. */
class LinksComeBackTest {
    private final RootProbe consumer = new RootProbe();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void streamsGoOnWhereTheyWereAndNothingIsOpenedAnew(long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            stream.grant(RootProbe.PLENTY_BYTES);
            tree.begin();
            Map<Integer, LeafProbe> probes = Map.copyOf(tree.probes());
            long opened = frames(tree, HandlerIds.STREAM_OPEN, stream);
            long adopted = frames(tree, HandlerIds.STREAM_ADOPTION, null);
            for (int i = 0; i < 100; i++) {
                stream.send(new byte[10], 0, 10);
                String line = "line " + i + "\n";
                probes.values().forEach(probe -> probe.output(line, false));
                int node = 1 + random.nextInt(tree.topology.nodes() - 1);
                if (random.nextInt(4) == 0) {
                    tree.traffic.afterFrames(1 + random.nextInt(20), () -> tree.breakLink(node));
                }
                tree.time.advance(random.nextInt(3), TimeUnit.MILLISECONDS);
            }
            tree.time.advance(2, TimeUnit.SECONDS);
            tree.assertHealed("seed " + seed);
            assertEquals(opened, frames(tree, HandlerIds.STREAM_OPEN, stream), "seed " + seed);
            List<Long> numbers = LongStream.rangeClosed(1, 100).boxed().toList();
            probes.forEach((rank, probe) -> {
                assertSame(probe, tree.probe(rank));
                assertEquals(numbers, probe.numbers, "seed " + seed);
                assertEquals(
                        100,
                        consumer.outputByRank().get(rank).lines().distinct().count());
                assertEquals(100, consumer.outputByRank().get(rank).lines().count());
            });
            assertTrue(
                    frames(tree, HandlerIds.STREAM_ADOPTION, null) > adopted + 5, "no test of anything if none broke");
        }
    }

    @Test
    void anAgentThatHasStartedAnewIsRefusedAndItsRankIsMissingAtOnce() {
        try (TreeFixture tree = TreeFixture.of("2x2", 4)) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            stream.send(new byte[1], 0, 1);
            tree.time.settle();
            tree.probes().values().stream().skip(1).forEach(probe -> probe.stream.ack(1));
            tree.time.settle();
            assertEquals(0, consumer.latestAck());
            int agent = tree.topology.node(0);
            Puppet anew = tree.startAnew(agent, tree.topology.parent(agent), 2);
            assertEquals(Status.CANCELLED, anew.refusal.status());
            tree.time.advance(1, TimeUnit.MILLISECONDS);
            assertEquals(1, consumer.latestAck(), "nobody waits for the old one");
            tree.probes().values().stream().skip(1).forEach(LeafProbe::end);
            tree.time.settle();
            assertEquals(Map.of("has started anew", RankSet.of(0)), stream.missing());
        }
    }

    @Test
    void anOrphanThatNeverHadAParentIsRefused() {
        try (TreeFixture tree = TreeFixture.of("2x2", 4)) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            stream.send(new byte[1], 0, 1);
            tree.time.settle();
            int agent = tree.topology.node(0);
            tree.crash(agent);
            tree.kill(tree.topology.parent(agent));
            Puppet anew = tree.startAnew(agent, Topology.ROOT, 1);
            assertEquals(Status.CANCELLED, anew.refusal.status());
            assertEquals(List.of(), anew.handlers, "it hears of no stream");
            assertTrue(tree.startAnew(agent, Topology.ROOT, 1).isRefused());
        }
    }

    @Test
    void aTorpidAgentIsNotWaitedForWhereTheStreamSaysSoAndCountsAgainOnceItIsHeard() {
        WaveModel model = new WaveModel(6);
        Topology topology = Topology.of(Shape.parse("2x2"), 4);
        int silent = topology.node(3);
        try (TreeFixture tree = new TreeFixture(topology, silent)) {
            RootStream stream = tree.open(
                    TreeFixture.spec(UpFilters.NUMBERS, tree.all()).setTorpid(Torpid.TORPID_EXCLUDE), consumer);
            stream.grant(RootProbe.PLENTY_BYTES);
            tree.probes().values().forEach(model::answerAtOnce);
            stream.send(new byte[0], 0, 0);
            tree.time.advance(1500, TimeUnit.MILLISECONDS);
            assertEquals(0, consumer.received.size());
            tree.time.advance(1500, TimeUnit.MILLISECONDS);
            stream.send(new byte[0], 0, 0);
            tree.time.settle();
            for (long wave = 1; wave <= 2; wave++) {
                assertEquals(
                        Map.of("torpid", RankSet.of(3)),
                        consumer.waves().get(wave).missing());
            }
            tree.puppet(silent).send(HandlerIds.HEARTBEAT, 0, 0, new byte[0]);
            tree.time.settle();
            stream.send(new byte[0], 0, 0);
            tree.puppet(silent)
                    .send(HandlerIds.STREAM_UP, tree.root().lastId(), 3, WaveParts.of(3, model.encoded(3, 3)));
            tree.time.settle();
            model.check(3, tree.all(), consumer.waves().get(3L));
        }
    }

    /** Of a stream, or of none. */
    private static long frames(TreeFixture tree, int handler, RootStream stream) {
        long frames = 0;
        for (int node = 0; node < tree.topology.nodes(); node++) {
            frames += tree.traffic.frames(
                    node, handler, stream == null ? 0 : tree.root().lastId());
        }
        return frames;
    }
}
