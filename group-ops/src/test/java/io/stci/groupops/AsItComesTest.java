package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.filter.FilterProvider;
import io.stci.wire.StreamSpec;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams without waves: each contribution is combined once, whatever junctions die. */
class AsItComesTest {
    private static final long WINDOW_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Filter<Long, BigInteger> SUM = sum();

    private final RootProbe consumer = new RootProbe();
    private BigInteger sent = BigInteger.ZERO;

    @SuppressWarnings("unchecked")
    private static Filter<Long, BigInteger> sum() {
        return (Filter<Long, BigInteger>) UpFilters.catalog().create(UpFilters.SUM, new byte[0]);
    }

    @Test
    void whatComesTogetherGoesUpTogether() {
        try (TreeFixture tree = TreeFixture.healing("4x4", 16)) {
            open(tree, WINDOW_NS);
            for (int i = 0; i < 5; i++) {
                contribute(tree, tree.all(), i);
            }
            assertEquals(0, consumer.received.size());
            tree.time.advance(30, TimeUnit.MILLISECONDS);
            assertEquals(1, consumer.received.size());
            check(tree, 5);
            contribute(tree, RankSet.of(3), 7);
            tree.time.advance(30, TimeUnit.MILLISECONDS);
            assertEquals(Map.of(RankSet.of(3), 1L), content(1).contributions());
        }
    }

    @Test
    void withoutAWindowEachGoesAtOnceAndTheyMeetWhereThereIsNoRoom() {
        try (TreeFixture tree = TreeFixture.healing("2x2", 4)) {
            RootStream stream = tree.open(spec(tree, 0), consumer);
            contribute(tree, RankSet.of(0), 1);
            contribute(tree, RankSet.of(1), 1);
            contribute(tree, RankSet.of(0), 1);
            assertEquals(0, consumer.received.size(), "no room yet");
            stream.grant(RootProbe.PLENTY_BYTES);
            tree.time.settle();
            assertEquals(1, consumer.received.size());
            contribute(tree, RankSet.of(2), 1);
            assertEquals(2, consumer.received.size());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJunctionMayDieAtAnyStep(boolean inFlightIsLost) {
        for (int step = 1; step < 120; step++) {
            for (int victim : new int[] {1, 3}) {
                consumer.received.clear();
                sent = BigInteger.ZERO;
                try (TreeFixture tree = TreeFixture.healing("2x2x2", 8)) {
                    open(tree, step % 2 == 0 ? WINDOW_NS : 0);
                    tree.traffic.afterFrames(step, () -> tree.crash(victim, inFlightIsLost));
                    for (int i = 0; i < 6; i++) {
                        contribute(tree, tree.all(), i);
                        tree.time.advance(2, TimeUnit.MILLISECONDS);
                    }
                    tree.time.advance(200, TimeUnit.MILLISECONDS);
                    check(tree, 6);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void manyMayDieAmongManyContributions(long seed) {
        Random random = new Random(seed);
        try (TreeFixture tree = TreeFixture.healing("kary:2", 16)) {
            open(tree, random.nextBoolean() ? WINDOW_NS : 0);
            for (int i = 0; i < 60; i++) {
                contribute(tree, tree.all(), i);
                List<Integer> junctions = tree.junctions();
                if (random.nextInt(6) == 0 && !junctions.isEmpty()) {
                    tree.crash(junctions.get(random.nextInt(junctions.size())), random.nextBoolean());
                }
                tree.time.advance(random.nextInt(4), TimeUnit.MILLISECONDS);
            }
            tree.time.advance(1, TimeUnit.SECONDS);
            check(tree, 60);
        }
    }

    @Test
    void agentsThatEndEndTheStream() {
        try (TreeFixture tree = TreeFixture.healing("2x2", 4)) {
            open(tree, WINDOW_NS);
            contribute(tree, tree.all(), 1);
            tree.probes().values().forEach(LeafProbe::end);
            tree.time.settle();
            check(tree, 1);
            assertEquals(1, consumer.ended);
        }
    }

    @Test
    void whatAFilterFailsOnIsNamedAndTheRestCounts() {
        IntFunction<FilterCatalog> catalogs = node -> {
            FilterCatalog catalog = UpFilters.catalog();
            if (node == 1) {
                catalog.put(new Failing());
            }
            return catalog;
        };
        try (TreeFixture tree = TreeFixture.with("2x2", 4, catalogs)) {
            open(tree, WINDOW_NS);
            contribute(tree, tree.all(), 4);
            tree.time.advance(30, TimeUnit.MILLISECONDS);
            CombinedParts.Content content = content(0);
            assertEquals(Map.of(RankSet.parse("2-3"), 1L), content.contributions());
            String reason = content.failed().keySet().iterator().next();
            assertTrue(reason.startsWith("the filter failed at junction 1: "), reason);
            assertEquals(
                    RankSet.parse("0-1"),
                    RankSet.union(content.failed().get(reason).keySet()));
        }
    }

    /** Takes the place of a sum. */
    private record Failing() implements FilterProvider {
        @Override
        public String name() {
            return UpFilters.SUM;
        }

        @Override
        public Filter<?, ?> create(byte[] parameters) {
            return new BrokenFilter(new StciException(Status.INTERNAL, "sum", "is broken", ""));
        }
    }

    private StreamSpec.Builder spec(TreeFixture tree, long windowNs) {
        return TreeFixture.spec(UpFilters.SUM, tree.all()).setAsItComes(true).setWaveTimeoutNs(windowNs);
    }

    private void open(TreeFixture tree, long windowNs) {
        tree.open(spec(tree, windowNs), consumer).grant(RootProbe.PLENTY_BYTES);
        tree.time.settle();
    }

    private void contribute(TreeFixture tree, RankSet ranks, long value) {
        ranks.forEach(rank -> {
            BigInteger lifted = SUM.lift(rank, value * 100 + rank);
            sent = sent.add(lifted);
            tree.probe(rank).stream.contribute(SUM.encode(lifted));
        });
        tree.time.settle();
    }

    private CombinedParts.Content content(int index) {
        return CombinedParts.content(
                Unpooled.wrappedBuffer(consumer.received.get(index).payload()));
    }

    /** All together hold each contribution of each rank once. */
    private void check(TreeFixture tree, long each) {
        BigInteger total = BigInteger.ZERO;
        Map<Integer, Long> counts = new TreeMap<>();
        for (int i = 0; i < consumer.received.size(); i++) {
            CombinedParts.Content content = content(i);
            assertEquals(Map.of(), content.failed());
            total = total.add(SUM.decode(content.value()));
            content.contributions()
                    .forEach((ranks, count) -> ranks.forEach(rank -> counts.merge(rank, count, Long::sum)));
        }
        Map<Integer, Long> expected = new TreeMap<>();
        tree.all().forEach(rank -> expected.put(rank, each));
        assertEquals(expected, counts);
        assertEquals(sent, total);
    }
}
