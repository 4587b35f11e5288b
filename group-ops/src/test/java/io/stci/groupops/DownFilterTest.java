package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.DownFilter;
import io.stci.groupops.filter.DownFilterProvider;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.wire.StreamSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Filters on the way down: what they leave out, change of parameters, failures, and deaths. */
class DownFilterTest {
    private final RootProbe consumer = new RootProbe();
    private final WaveModel model = new WaveModel(11);
    private RootStream stream;

    /** Keeps the ranks that are named in a message, a byte each, plus its parameter. */
    private record Named(int least) implements DownFilter {
        @Override
        public byte[] below(byte[] message, RankSet ranks) {
            if (message.length > 0 && message[0] == 99) {
                throw new IllegalStateException("out of order");
            }
            ByteString.Output out = ByteString.newOutput();
            for (byte rank : message) {
                if (ranks.contains(rank) && rank >= least) {
                    out.write(rank);
                }
            }
            return out.size() == 0 ? null : out.toByteString().toByteArray();
        }
    }

    private record Provider() implements DownFilterProvider {
        @Override
        public String name() {
            return "named";
        }

        @Override
        public DownFilter create(byte[] parameters) {
            if (parameters.length > 1) {
                throw new StciException(Status.INVALID_ARGUMENT, "parameters", "are too many", "");
            }
            return new Named(parameters.length == 0 ? 0 : parameters[0]);
        }
    }

    @Test
    void onlyThoseThatAMessageIsForGetItAndAreAsked() {
        try (TreeFixture tree = open(node -> catalog())) {
            send(tree, 0, 1, 5);
            assertEquals(List.of("\0"), tree.probe(0).messages);
            assertEquals(List.of("\5"), tree.probe(5).messages);
            assertEquals(List.of(), tree.probe(7).messages);
            WaveParts.Content wave = consumer.waves().get(1L);
            assertEquals(Map.of("not asked", RankSet.parse("2-4,6-7")), wave.missing());
            model.check(1, RankSet.parse("0-1,5"), wave);
            send(tree, 0, 1, 2, 3, 4, 5, 6, 7);
            model.check(2, tree.all(), consumer.waves().get(2L));
            assertEquals(2, consumer.latestAck());
            assertTrue(consumer.slow.isEmpty(), "nobody is slow who was sent nothing");
        }
    }

    @Test
    void parametersChangeBetweenMessages() {
        try (TreeFixture tree = open(node -> catalog())) {
            send(tree, 0, 5);
            stream.downParameters(new byte[] {4});
            send(tree, 0, 5);
            model.check(1, RankSet.parse("0,5"), consumer.waves().get(1L));
            model.check(3, RankSet.of(5), consumer.waves().get(3L));
            StciException refused = assertThrows(StciException.class, () -> stream.downParameters(new byte[] {1, 2}));
            assertEquals(Status.INVALID_ARGUMENT, refused.status());
            assertEquals(3, consumer.latestAck());
        }
    }

    @Test
    void aFailureNamesWhereAndWhyAndHarmsNothingElse() {
        try (TreeFixture tree = open(node -> catalog())) {
            send(tree, 99, 0);
            String reason =
                    consumer.waves().get(1L).missing().keySet().iterator().next();
            assertTrue(reason.startsWith("the down filter failed at the front-end: "), reason);
            assertTrue(reason.contains("out of order"), reason);
            send(tree, 0, 1, 2, 3, 4, 5, 6, 7);
            model.check(2, tree.all(), consumer.waves().get(2L));
        }
    }

    @Test
    void aJunctionThatDoesNotKnowItCostsItsRanks() {
        try (TreeFixture tree = open(node -> node == 2 ? UpFilters.catalog() : catalog())) {
            send(tree, 0, 1, 2, 3, 4, 5, 6, 7);
            WaveParts.Content wave = consumer.waves().get(1L);
            model.check(1, RankSet.parse("0-3"), wave);
            String reason = wave.missing().keySet().iterator().next();
            assertTrue(reason.startsWith("the down filter failed at junction 2: "), reason);
        }
        assertThrows(
                StciException.class, () -> open(node -> UpFilters.catalog()).close());
    }

    @Test
    void junctionsMayDieAtAnyStep() {
        for (int step = 1; step < 60; step++) {
            consumer.received.clear();
            try (TreeFixture tree = open(node -> catalog())) {
                tree.traffic.afterFrames(step, () -> tree.crash(1, true));
                for (byte rank = 0; rank < 8; rank++) {
                    stream.send(new byte[] {rank, 7}, 0, 2);
                }
                stream.downParameters(new byte[] {7});
                stream.send(new byte[] {0, 7}, 0, 2);
                tree.time.advance(50, TimeUnit.MILLISECONDS);
                for (int rank = 0; rank < 8; rank++) {
                    RankSet asked = rank == 7 ? RankSet.of(7) : RankSet.of(rank).union(RankSet.of(7));
                    model.check(rank + 1, asked, consumer.waves().get(rank + 1L));
                }
                model.check(10, RankSet.of(7), consumer.waves().get(10L));
            }
        }
    }

    private static FilterCatalog catalog() {
        FilterCatalog catalog = UpFilters.catalog();
        catalog.put(new Provider());
        return catalog;
    }

    private TreeFixture open(IntFunction<FilterCatalog> catalogs) {
        TreeFixture tree = TreeFixture.with("2x2x2", 8, catalogs);
        StreamSpec.Builder spec =
                TreeFixture.spec(UpFilters.NUMBERS, tree.all()).setDownFilter("named");
        try {
            stream = tree.open(spec, consumer);
        } catch (StciException refused) {
            tree.close();
            throw refused;
        }
        stream.grant(RootProbe.PLENTY_BYTES);
        tree.probes()
                .values()
                .forEach(leaf -> leaf.onMessage = number -> {
                    model.answer(leaf, number);
                    leaf.stream.ack(number);
                });
        return tree;
    }

    private void send(TreeFixture tree, int... ranks) {
        byte[] message = new byte[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            message[i] = (byte) ranks[i];
        }
        stream.send(message, 0, message.length);
        tree.time.settle();
    }
}
