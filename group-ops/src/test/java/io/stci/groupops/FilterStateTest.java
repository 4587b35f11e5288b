package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.filter.FilterProvider;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What filters keep beyond waves, as junctions die. */
class FilterStateTest {
    private final RootProbe consumer = new RootProbe();
    private boolean fails;
    private int padding;

    /**
     * A set of values, less those of earlier waves: all but the front-end keep what they see, and those above the lowest
     * junctions leave out what they keep. The front-end keeps only what it is handed.
     */
    private final class News implements Filter<Byte, BitSet> {
        private final BitSet seen = new BitSet();

        @Override
        public BitSet lift(int rank, Byte contribution) {
            BitSet value = new BitSet();
            value.set(contribution);
            return value;
        }

        @Override
        public BitSet merge(BitSet left, BitSet right) {
            left.or(right);
            return left;
        }

        @Override
        public BitSet complete(long wave, RankSet ranks, BitSet value) {
            BitSet news = (BitSet) value.clone();
            if (ranks.size() > 2) {
                news.andNot(seen);
            }
            if (ranks.size() < 8) {
                seen.or(value);
            }
            return news;
        }

        @Override
        public byte[] encode(BitSet value) {
            return value.toByteArray();
        }

        @Override
        public BitSet decode(byte[] encoded) {
            return BitSet.valueOf(encoded);
        }

        @Override
        public byte[] state() {
            return Arrays.copyOf(seen.toByteArray(), Math.max(padding, seen.toByteArray().length));
        }

        @Override
        public void adopt(RankSet ranks, byte[] state) {
            if (fails) {
                throw new IllegalStateException("out of order");
            }
            seen.or(BitSet.valueOf(state));
        }
    }

    private final class Provider implements FilterProvider {
        @Override
        public String name() {
            return "news";
        }

        @Override
        public Filter<?, ?> create(byte[] parameters) {
            return new News();
        }
    }

    @Test
    void whoAdoptsKnowsWhatTheJunctionsBelowHaveSeen() {
        try (TreeFixture tree = open()) {
            RootStream stream = begin(tree);
            wave(tree, stream, 1, 3, 4);
            assertEquals("{3, 4}", value(1));
            tree.kill(1);
            tree.time.advance(50, TimeUnit.MILLISECONDS);
            wave(tree, stream, 2, 3, 5);
            assertEquals("{5}", value(2));
            assertEquals(Map.of(), consumer.waves().get(2L).missing());
        }
    }

    @Test
    void moreThanFitsAnIntroductionIsNotHandedOnAndNobodyIsHeldUp() {
        padding = 60 << 10;
        try (TreeFixture tree = open()) {
            for (int i = 0; i < 30; i++) {
                begin(tree);
            }
            tree.kill(1);
            tree.time.advance(50, TimeUnit.MILLISECONDS);
            RootStream stream = begin(tree);
            wave(tree, stream, 1, 3, 4);
            assertEquals(tree.all(), consumer.waves().get(1L).ranks());
        }
    }

    @Test
    void aFailureInBetweenFailsTheNextWaveThereAndIsNamed() {
        try (TreeFixture tree = open()) {
            RootStream stream = begin(tree);
            wave(tree, stream, 1, 3, 4);
            fails = true;
            tree.kill(1);
            tree.time.advance(50, TimeUnit.MILLISECONDS);
            wave(tree, stream, 2, 3, 5);
            String reason =
                    consumer.waves().get(2L).missing().keySet().iterator().next();
            assertTrue(reason.contains("the front-end") && reason.contains("out of order"), reason);
            wave(tree, stream, 3, 6, 7);
            assertEquals("{6, 7}", value(3));
        }
    }

    private TreeFixture open() {
        return TreeFixture.with("2x2x2", 8, node -> {
            FilterCatalog catalog = UpFilters.catalog();
            catalog.put(new Provider());
            return catalog;
        });
    }

    private RootStream begin(TreeFixture tree) {
        RootStream stream = tree.open(TreeFixture.spec("news", tree.all()), consumer);
        stream.grant(RootProbe.PLENTY_BYTES);
        return stream;
    }

    private void wave(TreeFixture tree, RootStream stream, long number, int even, int odd) {
        stream.send(new byte[0], 0, 0);
        tree.time.settle();
        tree.probes().forEach((rank, probe) -> {
            BitSet value = new BitSet();
            value.set(rank % 2 == 0 ? even : odd);
            probe.answer(number, value.toByteArray());
        });
        tree.time.settle();
    }

    private String value(long wave) {
        return BitSet.valueOf(consumer.waves().get(wave).value()).toString();
    }
}
