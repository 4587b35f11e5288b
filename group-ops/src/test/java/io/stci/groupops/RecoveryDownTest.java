package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes down while junctions die. */
class RecoveryDownTest {
    private static final int MESSAGES = 200;

    private final RootProbe consumer = new RootProbe();

    @ParameterizedTest
    @MethodSource("io.stci.groupops.RecoveryWaveTest#shapesWithSeeds")
    void eachMemberGetsEachMessageOnceAndInOrderThoughJunctionsDie(String shape, long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = TreeFixture.healing(shape, 16)) {
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            tree.probes().values().forEach(probe -> acknowledgeWithDelay(probe, random));
            for (int i = 0; i < MESSAGES; i++) {
                stream.send(new byte[random.nextInt(3000)], 0, 0);
                if (random.nextInt(3) == 0) {
                    tree.time.advance(random.nextInt(3), TimeUnit.MILLISECONDS);
                }
                crashSome(tree, random);
            }
            stream.end();
            tree.time.advance(1, TimeUnit.SECONDS);
            List<Long> numbers = LongStream.rangeClosed(1, MESSAGES).boxed().toList();
            for (LeafProbe probe : tree.probes().values()) {
                assertEquals(numbers, probe.numbers, "rank " + probe.stream.rank());
                assertEquals(MESSAGES + 1, probe.endNumber);
                probe.stream.ack(MESSAGES + 1);
            }
            tree.time.settle();
            assertEquals(MESSAGES + 1, consumer.acks.get(consumer.acks.size() - 1));
            tree.assertHealed("seed " + seed);
            assertTrue(tree.junctions().size() < tree.topology.nodes() - 17, "no test of anything if none died");
        }
    }

    @Test
    void streamsOpenedAndClosedWhileAnOrphanHasNoParentAreSoAfterItsAdoption() {
        for (int step = 0; step < 12; step++) {
            try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
                RootStream early = tree.open(UpFilters.FORWARD, tree.all(), new RootProbe());
                Map<Integer, LeafProbe> earlyProbes = tree.probes();
                tree.kill(1);
                if (step > 0) {
                    RootStream[] opened = new RootStream[1];
                    tree.traffic.afterFrames(step, () -> opened[0] = openFrom(tree));
                    early.close();
                    tree.time.advance(1, TimeUnit.SECONDS);
                    assertTrue(opened[0] != null, "step " + step);
                } else {
                    early.close();
                    openFrom(tree);
                    tree.time.advance(1, TimeUnit.SECONDS);
                }
                assertTrue(earlyProbes.values().stream().allMatch(probe -> probe.closed), "step " + step);
                assertEquals(8, tree.probes().size(), "step " + step);
                tree.probes().values().forEach(probe -> {
                    assertFalse(probe.closed);
                    assertEquals(List.of(1L), probe.numbers);
                });
            }
        }
    }

    @Test
    void anAgentThatRefusedAStreamIsAdoptedAndStaysMissing() {
        try (TreeFixture tree = TreeFixture.healing("2x2", 4)) {
            RootStream stream = tree.root()
                    .open(TreeFixture.spec(UpFilters.FORWARD, tree.all()).setService("refuses"), consumer);
            tree.time.settle();
            stream.send(new byte[1], 0, 1);
            tree.kill(1);
            tree.time.advance(1, TimeUnit.SECONDS);
            tree.assertHealed("the only junction above is dead");
            assertEquals(Map.of("request: makes no sense", tree.all()), stream.missing());
            stream.send(new byte[1], 0, 1);
            tree.time.settle();
            assertEquals(2, consumer.acks.get(consumer.acks.size() - 1));
        }
    }

    private static RootStream openFrom(TreeFixture tree) {
        RootStream stream = tree.root().open(TreeFixture.spec(UpFilters.FORWARD, tree.all()), new RootProbe());
        stream.send(new byte[1], 0, 1);
        return stream;
    }

    private static void acknowledgeWithDelay(LeafProbe probe, Random random) {
        probe.onMessage = number -> {
            if (random.nextInt(4) == 0) {
                probe.stream.ack(number);
            }
        };
    }

    private static void crashSome(TreeFixture tree, Random random) {
        List<Integer> junctions = tree.junctions();
        if (!junctions.isEmpty() && random.nextInt(15) == 0) {
            int victim = junctions.get(random.nextInt(junctions.size()));
            boolean lost = random.nextBoolean();
            tree.traffic.afterFrames(1 + random.nextInt(30), () -> tree.crash(victim, lost));
        }
    }
}
