package io.stci.groupops.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Frames;
import io.stci.wire.NumericSummary;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericSummaryFuzzTest {
    private static final int ROUNDS = 5_000;

    private final NumericSummaryFilter filter = new NumericSummaryFilter();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void flippedBitsAreRefusedOrReadAsSomethingUsable(long seed) {
        Random random = new Random(seed);
        byte[] valid = encoded(random, 50);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = valid.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            refused += tryOut(bytes) ? 0 : 1;
        }
        assertTrue(refused > 0 && refused < ROUNDS, refused + " refused");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sketchesOfAnyBytesAreRefusedOrReadAsSomethingUsable(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            refused += tryOut(withSketch(randomSketch(random))) ? 0 : 1;
        }
        assertTrue(refused > 0, "nothing refused");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsCutShortIsRefusedOrReadAsSomethingUsable(long seed) {
        byte[] valid = encoded(new Random(seed), 50);
        int refused = 0;
        for (int length = 0; length < valid.length; length++) {
            refused += tryOut(Arrays.copyOf(valid, length)) ? 0 : 1;
        }
        assertTrue(refused > 0, "nothing refused");
    }

    @Test
    void numbersThatNoRanksCanHaveAreRefused() {
        assertRefused(metric -> metric.setSum(Double.NaN));
        assertRefused(metric -> metric.setSum(Double.POSITIVE_INFINITY));
        assertRefused(metric -> metric.setMin(Double.NaN));
        assertRefused(metric -> metric.setMin(Double.NEGATIVE_INFINITY));
        assertRefused(metric -> metric.setMax(Double.NaN));
        assertRefused(metric -> metric.setMax(Double.POSITIVE_INFINITY));
        assertRefused(metric -> metric.setMin(3).setMax(2));
        assertRefused(metric -> metric.setMinRank(-1));
        assertRefused(metric -> metric.setMaxRank(RankSet.MAX_RANKS));
        assertRefused(metric -> metric.setSketch(ByteString.EMPTY));
    }

    @Test
    void sketchesThatCountMoreThanThereCanBeRanksAreRefused() throws IOException {
        for (double count : new double[] {1e18, 0.5, RankSet.MAX_RANKS + 1.0}) {
            DDSketch sketch = DDSketches.logarithmicCollapsingLowestDense(0.01, 2048);
            sketch.accept(1, count);
            ByteString encoded = encode(sketch);
            assertRefused(metric -> metric.setSketch(encoded));
        }
    }

    @Test
    void aSketchOfAnotherAccuracyIsRefused() throws IOException {
        DDSketch sketch = DDSketches.logarithmicCollapsingLowestDense(0.05, 2048);
        sketch.accept(1);
        ByteString encoded = encode(sketch);
        assertRefused(metric -> metric.setSketch(encoded));
    }

    @Test
    void indicesFarApartTakeNoMoreThanTheirBins() throws IOException {
        DDSketch wide = DDSketches.logarithmicUnboundedDense(0.01);
        wide.accept(1e-300);
        wide.accept(1e300);
        wide.accept(-1e-300);
        wide.accept(-1e300);
        DDSketch read = SketchCodec.decode("m", encode(wide));
        assertEquals(4, read.getCount());
        assertTrue(read.getPositiveValueStore().getMaxIndex()
                        - read.getPositiveValueStore().getMinIndex()
                < 2048);
    }

    @Test
    void aSketchLargerThanAnyIsRefusedUnread() {
        assertRefused(metric -> metric.setSketch(ByteString.copyFrom(new byte[70_000])));
    }

    /** True if it was read; then everything that is done with a summary must work. */
    private boolean tryOut(byte[] bytes) {
        NumericSummaries read;
        try {
            read = filter.decode(bytes);
        } catch (StciException e) {
            assertEquals(Status.PROTOCOL_ERROR, e.status());
            return false;
        }
        NumericSummaries merged = filter.merge(filter.decode(bytes), read);
        for (NumericSummaryValue value : merged.byName().values()) {
            assertTrue(value.count() >= 2, "count " + value.count());
            double median = value.quantile(0.5);
            assertTrue(value.min() <= median && median <= value.max(), "median " + median);
        }
        filter.encode(merged);
        return true;
    }

    private void assertRefused(Consumer<NumericSummary.Metric.Builder> change) {
        NumericSummary.Builder message = valid(new Random(1), 1).toBuilder();
        change.accept(message.getMetricsBuilder(0));
        byte[] bytes = message.build().toByteArray();
        StciException refused = assertThrows(StciException.class, () -> filter.decode(bytes));
        assertEquals(Status.PROTOCOL_ERROR, refused.status());
    }

    private byte[] withSketch(byte[] sketch) {
        NumericSummary.Builder message = valid(new Random(1), 3).toBuilder();
        message.getMetricsBuilder(0).setSketch(ByteString.copyFrom(sketch));
        return message.build().toByteArray();
    }

    /** Random bytes whose flags are mostly ones that there are, so that they get past the first. */
    private static byte[] randomSketch(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(40)];
        random.nextBytes(bytes);
        byte[] flags = {4, 1, 5, 9, 13, 3, 7, 11, 15, 2};
        for (int i = 0; i < bytes.length; i += 1 + random.nextInt(12)) {
            bytes[i] = flags[random.nextInt(flags.length)];
        }
        return bytes;
    }

    private NumericSummary valid(Random random, int ranks) {
        return Frames.parse(ByteString.copyFrom(encoded(random, ranks)), NumericSummary.parser());
    }

    private byte[] encoded(Random random, int ranks) {
        NumericSummaries summaries = new NumericSummaries();
        for (int rank = 0; rank < ranks; rank++) {
            summaries.add("m", "s", rank, random.nextGaussian() * 100);
        }
        return filter.encode(summaries);
    }

    private static ByteString encode(DDSketch sketch) throws IOException {
        GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
        sketch.encode(out, false);
        return ByteString.copyFrom(out.backingArray(), 0, out.numWrittenBytes());
    }
}
