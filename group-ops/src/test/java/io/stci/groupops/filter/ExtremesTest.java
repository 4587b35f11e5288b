package io.stci.groupops.filter;

import static io.stci.groupops.filter.Values.assertRefused;
import static io.stci.groupops.filter.Values.merged;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.core.Status;
import org.junit.jupiter.api.Test;

class ExtremesTest {
    @Test
    void leastAndGreatestOfEachType() {
        assertEquals(-3, merged(Filters.min(NumberType.INT), 2, -3, 5));
        assertEquals(5L, merged(Filters.max(NumberType.LONG), 2L, -3L, 5L));
        assertEquals(-3f, merged(Filters.min(NumberType.FLOAT), 2f, -3f, 5f));
        assertEquals(5.0, merged(Filters.max(NumberType.DOUBLE), 2.0, -3.0, 5.0));
        assertArrayEquals(new int[] {1, -9}, merged(Filters.mins(NumberType.INT), new int[] {1, 7}, new int[] {3, -9}));
        assertArrayEquals(
                new double[] {3, 7},
                merged(Filters.maxs(NumberType.DOUBLE), new double[] {1, 7}, new double[] {3, -9}));
    }

    @Test
    void theLowestRankOfEqualOnesIsNamed() {
        assertEquals(new Extreme<>(4.0, 1), merged(Filters.maxRank(NumberType.DOUBLE), 1.0, 4.0, 4.0, 2.0));
        assertEquals(new Extreme<>(1L, 0), merged(Filters.minRank(NumberType.LONG), 1L, 4L, 1L));
        Filter<Integer, Extreme<Integer>> filter = Filters.minRank(NumberType.INT);
        assertEquals(new Extreme<>(7, 2), filter.merge(filter.lift(9, 7), filter.lift(2, 7)));
    }

    @Test
    void whatIsNoNumberShowsAndItsRankIsNamed() {
        assertEquals(Double.NaN, merged(Filters.min(NumberType.DOUBLE), 1.0, Double.NaN, -1.0));
        assertEquals(new Extreme<>(Double.NaN, 1), merged(Filters.minRank(NumberType.DOUBLE), 1.0, Double.NaN, -1.0));
        assertEquals(new Extreme<>(Float.NaN, 1), merged(Filters.maxRank(NumberType.FLOAT), 1f, Float.NaN, Float.NaN));
    }

    @Test
    void minusZeroIsLessThanZero() {
        assertEquals(new Extreme<>(-0.0, 1), merged(Filters.minRank(NumberType.DOUBLE), 0.0, -0.0));
        assertEquals(0.0f, merged(Filters.max(NumberType.FLOAT), -0.0f, 0.0f));
    }

    @Test
    void anyNaNTravelsAsTheSame() {
        Filter<Double, Double> filter = Filters.min(NumberType.DOUBLE);
        double odd = Double.longBitsToDouble(0x7ff8_0000_0000_0123L);
        assertArrayEquals(filter.encode(Double.NaN), filter.encode(odd));
    }

    @Test
    void layoutsAreBigEndian() {
        assertArrayEquals(new byte[] {1, 2, 3, 4}, Filters.min(NumberType.INT).encode(0x01020304));
        assertArrayEquals(
                new byte[] {0, 0, 0, 5, 0, 0, 0, 9},
                Filters.maxRank(NumberType.INT).encode(new Extreme<>(5, 9)));
    }

    @Test
    void wrongLengthsAndRanksAreRefused() {
        assertRefused(Status.PROTOCOL_ERROR, () -> Filters.min(NumberType.INT).decode(new byte[8]));
        assertRefused(Status.PROTOCOL_ERROR, () -> Filters.mins(NumberType.LONG).decode(new byte[12]));
        assertRefused(
                Status.PROTOCOL_ERROR,
                () -> Filters.minRank(NumberType.INT).decode(new byte[] {0, 0, 0, 0, -1, 0, 0, 0}));
        assertRefused(
                Status.PROTOCOL_ERROR,
                () -> Filters.minRank(NumberType.INT).decode(new byte[] {0, 0, 0, 0, 1, 0, 0, 0}));
    }
}
