package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.routing.Role;
import io.stci.routing.Topology;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardBackPressureTest {
    private static final int MESSAGE_BYTES = 20_000;
    private static final int MESSAGES_PER_RANK = 60;

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#withSeeds")
    void withoutRoomAboveEveryNodeHoldsNoMoreThanItsWindows(String shape, int agents, long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootProbe consumer = new RootProbe();
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            sendMoreThanFits(tree, random);
            tree.time.advance(100, TimeUnit.MILLISECONDS);
            assertEquals(0, consumer.received.size());
            assertHeldWithinWindows(tree, consumer);
            assertTrue(
                    tree.probes().values().stream().anyMatch(probe -> probe.waitingCount() > 0), "agents are held up");
            grantInPortions(tree, stream, consumer, random);
            assertEquals(agents * MESSAGES_PER_RANK, consumer.received.size());
            assertEquals(1, consumer.ended);
        }
    }

    @Test
    void aThousandHeldMessagesPassThoughEachIsGrantedWithinTheOneBefore() {
        int messages = 3000;
        try (TreeFixture tree = TreeFixture.of("flat", 1)) {
            RootProbe consumer = new RootProbe();
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            consumer.onData = message -> stream.grant(message.payload().length);
            for (int i = 0; i < messages; i++) {
                tree.probe(0).send(0, new byte[1]);
            }
            tree.time.settle();
            assertEquals(0, consumer.received.size());
            stream.grant(1);
            tree.time.settle();
            assertEquals(messages, consumer.received.size());
        }
    }

    private static void sendMoreThanFits(TreeFixture tree, Random random) {
        for (LeafProbe probe : tree.probes().values()) {
            for (int i = 0; i < MESSAGES_PER_RANK; i++) {
                probe.send(0, new byte[MESSAGE_BYTES / 2 + random.nextInt(MESSAGE_BYTES / 2)]);
            }
            probe.end();
        }
    }

    private static void grantInPortions(TreeFixture tree, RootStream stream, RootProbe consumer, Random random) {
        long allBytes = (long) tree.topology.agents() * MESSAGES_PER_RANK * MESSAGE_BYTES;
        for (long granted = 0; granted < allBytes; ) {
            long portion = random.nextInt(1 << 20);
            granted += portion;
            stream.grant(portion);
            tree.time.settle();
            assertHeldWithinWindows(tree, consumer);
        }
    }

    private static void assertHeldWithinWindows(TreeFixture tree, RootProbe consumer) {
        for (int node = 0; node < tree.topology.nodes(); node++) {
            if (tree.topology.role(node) != Role.AGENT) {
                int children = tree.topology.children(node).length;
                long messageBytes = Slot.cost(MESSAGE_BYTES + OutputBatches.OVERHEAD_BYTES);
                long windows = children * (ChildSlots.windowBytes(children) + messageBytes);
                long held = tree.heldBytes(node) - (node == Topology.ROOT ? shownBytes(consumer) : 0);
                assertTrue(held <= windows, "node " + node + " holds " + held + " of " + windows);
            }
        }
    }

    private static long shownBytes(RootProbe consumer) {
        return consumer.received.stream()
                .mapToLong(message -> Slot.cost(message.payload().length))
                .sum();
    }
}
