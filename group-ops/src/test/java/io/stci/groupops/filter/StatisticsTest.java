package io.stci.groupops.filter;

import static io.stci.groupops.filter.Values.assertRefused;
import static io.stci.groupops.filter.Values.merged;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.core.Status;
import io.stci.wire.TopEntries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histogram, quantiles, top-k and distinct count. */
class StatisticsTest {
    @Test
    void aBoundBelongsToTheBucketAboveIt() {
        Histogram histogram = merged(Filters.histogram(0, 10), new double[] {-1, -0.0, 0.0, 9.9}, new double[] {
            10, Double.POSITIVE_INFINITY, 5
        });
        assertArrayEquals(new long[] {1, 4, 2}, histogram.counts());
        assertEquals(1, histogram.below());
        assertEquals(2, histogram.above());
        assertArrayEquals(new double[] {0, 10}, histogram.bounds());
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        double[][] wrong = {
            {}, {1, 1}, {2, 1}, {0.0, -0.0}, {-0.0, 0.0}, {Double.NaN}, {Double.POSITIVE_INFINITY}, new double[4097]
        };
        for (double[] bounds : wrong) {
            assertRefused(Status.INVALID_ARGUMENT, () -> Filters.histogramParameters(bounds));
        }
        FilterProvider provider = BuiltInFilters.named("histogram");
        assertRefused(Status.INVALID_ARGUMENT, () -> provider.create(new byte[0]));
        assertRefused(Status.INVALID_ARGUMENT, () -> provider.create(new byte[16]));
        assertRefused(Status.INVALID_ARGUMENT, () -> Filters.histogram(1).lift(3, new double[] {Double.NaN}));
    }

    @Test
    void aHistogramOfOtherBucketsIsRefused() {
        assertRefused(Status.PROTOCOL_ERROR, () -> Filters.histogram(1, 2).decode(new byte[16]));
        assertRefused(
                Status.PROTOCOL_ERROR,
                () -> Filters.histogram(1).decode(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0}));
    }

    @Test
    void quantilesAreWithinOnePercent() {
        List<Double> numbers =
                IntStream.rangeClosed(1, 1000).mapToObj(i -> (double) i).toList();
        Quantiles quantiles = merged(Filters.quantiles(), numbers);
        assertEquals(1000, quantiles.count());
        assertEquals(1, quantiles.quantile(0));
        assertEquals(500, quantiles.quantile(0.5), 5.5);
        assertEquals(990, quantiles.quantile(0.99), 10);
        assertEquals(1000, quantiles.quantile(1));
        assertRefused(Status.INVALID_ARGUMENT, () -> quantiles.quantile(1.5));
        assertRefused(Status.INVALID_ARGUMENT, () -> Filters.quantiles().lift(0, Double.NaN));
        assertRefused(Status.INVALID_ARGUMENT, () -> Filters.quantiles().lift(0, Double.MAX_VALUE));
    }

    @Test
    void theGreatestComeFirstAndTiesAreByRankThenLabel() {
        List<TopEntry> top = merged(
                Filters.top(4),
                List.of(new Labelled(1, "x"), new Labelled(5, "b"), new Labelled(5, "a")),
                List.of(new Labelled(5, "a"), new Labelled(9, "")),
                List.of(new Labelled(5, "a")));
        assertEquals(
                List.of(
                        new TopEntry(9, 1, ""),
                        new TopEntry(5, 0, "a"),
                        new TopEntry(5, 0, "b"),
                        new TopEntry(5, 1, "a")),
                top);
    }

    @Test
    void fewerThanKAreAllThereAre() {
        Filter<Collection<Labelled>, List<TopEntry>> filter = Filters.top(3);
        assertEquals(List.of(), merged(filter, List.of(), List.of()));
        assertEquals(List.of(new TopEntry(-2, 1, "y")), merged(filter, List.of(), List.of(new Labelled(-2, "y"))));
    }

    @Test
    void entriesThatCantBeTopAreRefused() {
        TopEntries.Builder message = TopEntries.newBuilder();
        message.addEntriesBuilder().setValue(1);
        message.addEntriesBuilder().setValue(2);
        assertRefused(
                Status.PROTOCOL_ERROR,
                () -> Filters.top(2).decode(message.build().toByteArray()));
        message.getEntriesBuilder(0).setValue(2).setRank(-1);
        assertRefused(
                Status.PROTOCOL_ERROR,
                () -> Filters.top(2).decode(message.build().toByteArray()));
        message.getEntriesBuilder(0).setRank(0);
        message.getEntriesBuilder(1).setValue(1).setRank(7);
        assertEquals(2, Filters.top(2).decode(message.build().toByteArray()).size());
        assertRefused(
                Status.PROTOCOL_ERROR,
                () -> Filters.top(1).decode(message.build().toByteArray()));
        message.getEntriesBuilder(0).setValue(Double.NaN);
        assertRefused(
                Status.PROTOCOL_ERROR,
                () -> Filters.top(2).decode(message.build().toByteArray()));
        assertRefused(Status.INVALID_ARGUMENT, () -> new Labelled(Double.NaN, ""));
        assertRefused(Status.INVALID_ARGUMENT, () -> Filters.top(0));
        assertRefused(Status.INVALID_ARGUMENT, () -> Filters.top(65_537));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 1_000, 100_000})
    void distinctThingsAreCountedWithinFourErrors(int things) {
        Filter<Collection<byte[]>, DistinctCount> filter = Filters.distinct();
        List<Collection<byte[]>> ranks = new ArrayList<>();
        for (int rank = 0; rank < 10; rank++) {
            // Each rank has two thirds of them.
            int skipped = rank % 3;
            ranks.add(IntStream.range(0, things)
                    .filter(i -> things < 3 || i % 3 != skipped)
                    .mapToObj(StatisticsTest::thing)
                    .toList());
        }
        DistinctCount count = merged(filter, ranks);
        assertEquals(things, count.estimate(), 4 * count.standardError() * things + 1e-9);
        assertEquals(0.0123, count.standardError(), 0.0001);
    }

    @Test
    void aFewDistinctThingsTravelInAFewBytes() {
        Filter<Collection<byte[]>, DistinctCount> filter = Filters.distinct();
        assertEquals(0, filter.encode(filter.lift(0, List.of())).length);
        assertEquals(3, filter.encode(filter.lift(0, List.of(thing(1), thing(1)))).length);
        List<byte[]> many =
                IntStream.range(0, 50_000).mapToObj(StatisticsTest::thing).toList();
        assertEquals(4096, filter.encode(filter.lift(0, many)).length);
        assertEquals(65_536, Filters.distinct(16).encode(Filters.distinct(16).lift(0, many)).length);
    }

    @Test
    void registersThatNothingHashesToAreRefused() {
        for (int register : new int[] {1, 2, 27, 29, 31, 33, 35}) {
            byte[] encoded = {0, 5, (byte) register};
            assertRefused(Status.PROTOCOL_ERROR, () -> Filters.distinct(8).decode(encoded));
        }
        for (int register : new int[] {28, 32, 34, 36, 37, 255}) {
            Filters.distinct(8).decode(new byte[] {0, 5, (byte) register});
        }
        assertRefused(Status.PROTOCOL_ERROR, () -> Filters.distinct(8).decode(new byte[] {1, 0, 28}));
        assertRefused(Status.PROTOCOL_ERROR, () -> Filters.distinct(8).decode(new byte[] {0, 5, 28, 0, 5, 28}));
        assertRefused(Status.PROTOCOL_ERROR, () -> Filters.distinct(8).decode(new byte[512]));
        assertRefused(Status.INVALID_ARGUMENT, () -> Filters.distinct(3));
        assertRefused(Status.INVALID_ARGUMENT, () -> Filters.distinct(17));
    }

    private static byte[] thing(int i) {
        return ("thing " + i).getBytes(StandardCharsets.US_ASCII);
    }
}
