package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.Filters;
import io.stci.groupops.filter.NumericSummaries;
import io.stci.groupops.filter.NumericSummaryValue;
import java.util.Arrays;
import java.util.Random;

/** Numbers that ranks contribute to waves, and what a wave of them must come to, worked out in the plainest way. */
final class WaveModel {
    static final String METRIC = "load";

    private static final Filter<NumericSummaries, NumericSummaries> FILTER = Filters.numbers();

    private final long seed;

    WaveModel(long seed) {
        this.seed = seed;
    }

    /** Of both signs, of very different size, some equal, some zero. */
    double value(long wave, int rank) {
        Random random = new Random(seed * 1_000_003 + wave * 10_007 + rank);
        double size = Math.pow(10, random.nextInt(7) - 3);
        return random.nextInt(5) == 0 ? random.nextInt(2) : random.nextGaussian() * size;
    }

    byte[] encoded(long wave, int rank) {
        NumericSummaries summaries = new NumericSummaries();
        summaries.add(METRIC, "s", rank, value(wave, rank));
        return FILTER.encode(summaries);
    }

    /** Makes the agent answer at once whenever it is asked. */
    void answerAtOnce(LeafProbe probe) {
        probe.onMessage = wave -> answer(probe, wave);
    }

    void answer(LeafProbe probe, long wave) {
        probe.answer(wave, encoded(wave, probe.stream.rank()));
    }

    void check(long wave, RankSet ranks, WaveParts.Content content) {
        assertEquals(ranks, content.ranks(), "ranks of wave " + wave);
        check(wave, ranks, FILTER.decode(content.value()).byName().get(METRIC));
    }

    void check(long wave, RankSet ranks, NumericSummaryValue summary) {
        double[] values = Arrays.stream(ranks.toArray())
                .mapToDouble(rank -> value(wave, rank))
                .toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double magnitude = Arrays.stream(values).map(Math::abs).sum();
        assertEquals(values.length, summary.count());
        assertEquals(Arrays.stream(values).sum(), summary.sum(), 1e-12 * magnitude);
        assertEquals(sorted[0], summary.min());
        assertEquals(sorted[sorted.length - 1], summary.max());
        assertEquals(lowestRank(wave, ranks, summary.min()), summary.minRank());
        assertEquals(lowestRank(wave, ranks, summary.max()), summary.maxRank());
        checkQuantiles(sorted, summary);
    }

    private int lowestRank(long wave, RankSet ranks, double value) {
        return Arrays.stream(ranks.toArray())
                .filter(rank -> value(wave, rank) == value)
                .findFirst()
                .orElseThrow();
    }

    private static void checkQuantiles(double[] sorted, NumericSummaryValue summary) {
        for (double fraction : new double[] {0, 0.1, 0.5, 0.9, 0.99, 1}) {
            double exact = sorted[(int) (fraction * (sorted.length - 1))];
            double estimate = summary.quantile(fraction);
            assertTrue(
                    Math.abs(estimate - exact) <= 0.0101 * Math.abs(exact),
                    fraction + " quantile is " + estimate + ", not " + exact);
        }
    }
}
