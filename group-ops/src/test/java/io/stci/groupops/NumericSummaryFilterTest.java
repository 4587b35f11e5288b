package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.Filters;
import io.stci.groupops.filter.NumericSummaries;
import io.stci.groupops.filter.NumericSummaryValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericSummaryFilterTest {
    private static final double[] FRACTIONS = {0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.99, 1};

    private final Filter<NumericSummaries, NumericSummaries> filter = Filters.numbers();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyTreeOfMergesInAnyOrderGivesTheSame(long seed) {
        Random random = new Random(seed);
        WaveModel model = new WaveModel(seed);
        int ranks = 1 + random.nextInt(200);
        List<NumericSummaries> parts = parts(model, ranks);
        NumericSummaryValue inOrder = inOrder(parts);
        NumericSummaryValue inATree = inARandomTree(parts(model, ranks), random);
        model.check(1, RankSet.all(ranks), inATree);
        for (double fraction : FRACTIONS) {
            assertEquals(inOrder.quantile(fraction), inATree.quantile(fraction));
        }
        assertEquals(inOrder.sum(), inATree.sum(), 1e-12 * magnitude(model, ranks));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsEncodedIsReadAsItWas(long seed) {
        Random random = new Random(seed);
        NumericSummaries before = new NumericSummaries();
        for (int i = 0; i < 500; i++) {
            before.add(
                    "metric " + i % 5,
                    "unit " + i % 5,
                    i,
                    random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
        }
        NumericSummaries after = filter.decode(filter.encode(before));
        assertEquals(
                List.copyOf(before.byName().keySet()),
                List.copyOf(after.byName().keySet()));
        before.byName()
                .forEach((name, value) -> assertSame(value, after.byName().get(name)));
    }

    @Test
    void theLowestRankOfEqualExtremesIsNamed() {
        List<NumericSummaries> parts = new ArrayList<>();
        for (int rank : new int[] {9, 4, 6, 4, 5}) {
            NumericSummaries part = new NumericSummaries();
            part.add("m", "", rank, 2.5);
            parts.add(part);
        }
        NumericSummaryValue value =
                parts.stream().reduce(filter::merge).orElseThrow().byName().get("m");
        assertEquals(4, value.minRank());
        assertEquals(4, value.maxRank());
    }

    @Test
    void metricsThatOnlySomeRanksHaveAreKept() {
        NumericSummaries left = new NumericSummaries();
        left.add("both", "", 0, 1);
        left.add("left", "", 0, 2);
        NumericSummaries right = new NumericSummaries();
        right.add("right", "", 1, 3);
        right.add("both", "", 1, 4);
        NumericSummaries merged = filter.merge(left, right);
        assertEquals(Set.of("both", "left", "right"), merged.byName().keySet());
        assertEquals(2, merged.byName().get("both").count());
        assertEquals(1, merged.byName().get("right").count());
    }

    @Test
    void unitsThatDifferDontDependOnTheOrder() {
        for (String[] units : new String[][] {{"ms", "s"}, {"s", "ms"}}) {
            NumericSummaries left = new NumericSummaries();
            left.add("m", units[0], 0, 1);
            NumericSummaries right = new NumericSummaries();
            right.add("m", units[1], 1, 1);
            assertEquals("ms", filter.merge(left, right).byName().get("m").unit());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -1.1e300})
    void whatIsNoMeasurementIsLeftOut(double value) {
        NumericSummaries summaries = new NumericSummaries();
        summaries.add("m", "", 0, value);
        assertEquals(Set.of(), summaries.byName().keySet());
        summaries.add("m", "", 1, 3);
        summaries.add("m", "", 2, value);
        assertEquals(1, summaries.byName().get("m").count());
        assertEquals(3, summaries.byName().get("m").max());
    }

    @Test
    void theGreatestMagnitudesAndTheLeastAreTaken() {
        NumericSummaries summaries = new NumericSummaries();
        double[] values = {1e300, -1e300, Double.MIN_VALUE, -0.0};
        IntStream.range(0, values.length).forEach(rank -> summaries.add("m", "", rank, values[rank]));
        NumericSummaryValue value =
                filter.decode(filter.encode(summaries)).byName().get("m");
        assertEquals(4, value.count());
        assertEquals(-1e300, value.quantile(0));
        assertEquals(1e300, value.quantile(1));
    }

    @Test
    void whatIsNoRankIsRefused() {
        for (int rank : new int[] {-1, RankSet.MAX_RANKS}) {
            StciException refused =
                    assertThrows(StciException.class, () -> new NumericSummaries().add("m", "", rank, 1));
            assertEquals(Status.INVALID_ARGUMENT, refused.status());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aQuantileOutsideZeroToOneIsRefused(double fraction) {
        NumericSummaries summaries = new NumericSummaries();
        summaries.add("m", "", 0, 1);
        StciException refused = assertThrows(
                StciException.class, () -> summaries.byName().get("m").quantile(fraction));
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
    }

    @Test
    void aSummaryOfManyRanksStaysSmall() {
        Random random = new Random(1);
        NumericSummaries summaries = new NumericSummaries();
        for (int rank = 0; rank < 20_000; rank++) {
            summaries.add("m", "", rank, Math.exp(random.nextGaussian() * 30) * (random.nextBoolean() ? 1 : -1));
        }
        int bytes = filter.encode(summaries).length;
        assertTrue(bytes < 64 << 10, bytes + " bytes");
        assertEquals(
                20_000,
                filter.decode(filter.encode(summaries)).byName().get("m").count());
    }

    private static List<NumericSummaries> parts(WaveModel model, int ranks) {
        List<NumericSummaries> parts = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            NumericSummaries part = new NumericSummaries();
            part.add(WaveModel.METRIC, "s", rank, model.value(1, rank));
            parts.add(part);
        }
        return parts;
    }

    private NumericSummaryValue inOrder(List<NumericSummaries> parts) {
        return parts.stream().reduce(filter::merge).orElseThrow().byName().get(WaveModel.METRIC);
    }

    private NumericSummaryValue inARandomTree(List<NumericSummaries> parts, Random random) {
        while (parts.size() > 1) {
            NumericSummaries left = parts.remove(random.nextInt(parts.size()));
            NumericSummaries right = parts.remove(random.nextInt(parts.size()));
            NumericSummaries merged = filter.merge(left, right);
            parts.add(random.nextBoolean() ? merged : filter.decode(filter.encode(merged)));
        }
        return parts.get(0).byName().get(WaveModel.METRIC);
    }

    private static double magnitude(WaveModel model, int ranks) {
        return IntStream.range(0, ranks)
                .mapToDouble(rank -> Math.abs(model.value(1, rank)))
                .sum();
    }

    private static void assertSame(NumericSummaryValue expected, NumericSummaryValue actual) {
        assertEquals(expected.unit(), actual.unit());
        assertEquals(expected.count(), actual.count());
        assertEquals(expected.sum(), actual.sum());
        assertEquals(expected.min(), actual.min());
        assertEquals(expected.minRank(), actual.minRank());
        assertEquals(expected.max(), actual.max());
        assertEquals(expected.maxRank(), actual.maxRank());
        for (double fraction : FRACTIONS) {
            assertEquals(expected.quantile(fraction), actual.quantile(fraction));
        }
    }
}
