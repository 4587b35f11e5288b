package io.stci.groupops.filter;

import static io.stci.groupops.filter.Values.assertRefused;
import static io.stci.groupops.filter.Values.merged;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SumsTest {
    private static final long MAX = Long.MAX_VALUE;
    private static final long MIN = Long.MIN_VALUE;

    @Test
    void intsAreAddedBeyond32Bits() {
        assertEquals(
                3L * Integer.MAX_VALUE,
                merged(Filters.sumInt(), Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertArrayEquals(
                new long[] {2L * Integer.MIN_VALUE, 3},
                merged(Filters.sumInts(), new int[] {Integer.MIN_VALUE, 1}, new int[] {Integer.MIN_VALUE, 2}));
    }

    @Test
    void aSumOfIntsThat64BitsCantHoldNeverWraps() {
        assertRefused(Status.RESOURCE_EXHAUSTED, () -> Filters.sumInt().merge(MAX, 1L));
        assertRefused(Status.RESOURCE_EXHAUSTED, () -> Filters.sumInt().merge(MIN, -1L));
        assertEquals(MAX, Filters.sumInt().merge(MAX - 1, 1L));
        assertRefused(Status.RESOURCE_EXHAUSTED, () -> Filters.count().merge(MAX, 1L));
    }

    @Test
    void longsPassTheirRangeAndComeBack() {
        LongSums sums = merged(
                Filters.sumLongs(),
                new long[] {MAX, MIN, -1, 0},
                new long[] {MAX, MIN, 1, 0},
                new long[] {MIN, MAX, MIN, 0},
                new long[] {MIN, MAX, 0, 7});
        assertArrayEquals(new long[] {-2, -2, MIN, 7}, sums.exact());
    }

    @Test
    void aSumOfLongsThat64BitsCantHoldNamesItsPlace() {
        LongSums sums = merged(Filters.sumLongs(), new long[] {0, MAX}, new long[] {0, 1});
        assertEquals(BigInteger.ONE.shiftLeft(63), sums.get(1));
        StciException refused = assertRefused(Status.RESOURCE_EXHAUSTED, sums::exact);
        assertTrue(refused.getMessage().contains("9223372036854775808 at index 1"), refused.getMessage());
        LongSums below = merged(Filters.sumLongs(), new long[] {MIN}, new long[] {-1});
        assertEquals(BigInteger.ONE.shiftLeft(63).negate().subtract(BigInteger.ONE), below.get(0));
        assertRefused(Status.RESOURCE_EXHAUSTED, below::exact);
    }

    @Test
    void a128BitSumNeverWraps() {
        Filter<long[], LongSums> filter = Filters.sumLongs();
        byte[] greatest = new byte[16];
        Arrays.fill(greatest, (byte) 0xff);
        greatest[0] = 0x7f;
        LongSums one = filter.lift(0, new long[] {1});
        assertRefused(Status.RESOURCE_EXHAUSTED, () -> filter.merge(filter.decode(greatest), one));
        LongSums less = filter.merge(filter.decode(greatest), filter.lift(0, new long[] {-1}));
        assertEquals(BigInteger.ONE.shiftLeft(127).subtract(BigInteger.TWO), less.get(0));
    }

    @Test
    void arraysOfDifferentLengthAreRefusedByAll() {
        Filter<int[], long[]> ints = Filters.sumInts();
        assertRefused(Status.INVALID_ARGUMENT, () -> ints.merge(new long[2], new long[3]));
        assertRefused(Status.INVALID_ARGUMENT, () -> merged(Filters.sumLongs(), new long[1], new long[0]));
        assertRefused(Status.INVALID_ARGUMENT, () -> merged(Filters.sumDoubles(), new double[1], new double[2]));
        assertRefused(Status.INVALID_ARGUMENT, () -> merged(Filters.sumFloats(), new float[1], new float[2]));
        assertRefused(Status.INVALID_ARGUMENT, () -> merged(Filters.meanVariances(), new double[1], new double[2]));
        StciException refused = assertRefused(
                Status.INVALID_ARGUMENT, () -> merged(Filters.mins(NumberType.FLOAT), new float[4], new float[5]));
        assertTrue(refused.getMessage().contains("min.float[]: got arrays of 4 and of 5"), refused.getMessage());
    }

    @Test
    void roundingTakesNothingFromFloatingSums() {
        assertEquals(2, merged(Filters.sumDouble(), 1.0, 1e100, 1.0, -1e100).value());
        assertEquals(2, merged(Filters.sumDouble(), 1e100, 1.0, -1e100, 1.0).value());
        assertEquals(1e8 + 1, merged(Filters.sumFloat(), 1e8f, 1f).value());
        List<FloatingSum> sums = merged(Filters.sumDoubles(), new double[] {0.1, 1}, new double[] {0.2, 2});
        assertEquals(0.3, sums.get(0).value(), 1e-16);
        assertEquals(3, sums.get(1).value());
    }

    @Test
    void aMillionTenthsAreAHundredThousandInAnyTree() {
        FloatingSum sum = FloatingSum.of(0);
        for (int i = 0; i < 1_000_000; i++) {
            sum = i % 2 == 0
                    ? sum.plus(FloatingSum.of(0.1))
                    : FloatingSum.of(0.1).plus(sum);
        }
        assertEquals(new BigDecimal(0.1).multiply(BigDecimal.valueOf(1_000_000)).doubleValue(), sum.value());
    }

    @Test
    void sumsThatAreNotFiniteStaySo() {
        double infinite = Double.POSITIVE_INFINITY;
        assertEquals(infinite, merged(Filters.sumDouble(), 1.0, infinite, 2.0).value());
        assertEquals(
                Double.NaN,
                merged(Filters.sumDouble(), infinite, 1.0, -infinite).value());
        assertEquals(Double.NaN, merged(Filters.sumDouble(), Double.NaN, 1.0).value());
        assertEquals(
                infinite,
                merged(Filters.sumDouble(), Double.MAX_VALUE, Double.MAX_VALUE).value());
    }

    @Test
    void whatIsContributedIsNotChanged() {
        double[] mine = {3, 4};
        Filter<double[], double[]> filter = Filters.mins(NumberType.DOUBLE);
        filter.merge(filter.lift(0, mine), new double[] {1, 1});
        assertArrayEquals(new double[] {3, 4}, mine);
    }

    @Test
    void countsAreOfThoseWhoSayYes() {
        assertEquals(2, merged(Filters.count(), true, false, true));
        assertRefused(Status.PROTOCOL_ERROR, () -> Filters.count().decode(new byte[] {-1, 0, 0, 0, 0, 0, 0, 0}));
    }

    @Test
    void meanAndVarianceAreThoseOfTheNumbers() {
        Moments moments = merged(Filters.meanVariance(), 2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0);
        assertEquals(8, moments.count());
        assertEquals(5, moments.mean(), 1e-15);
        assertEquals(4, moments.variance(), 1e-14);
        assertEquals(2, moments.standardDeviation(), 1e-14);
        assertEquals(32.0 / 7, moments.sampleVariance(), 1e-14);
        assertEquals(Double.NaN, merged(Filters.meanVariance(), 1.0).sampleVariance());
    }

    @Test
    void aSmallVarianceFarFromZeroIsNotLost() {
        Moments moments = merged(Filters.meanVariance(), 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16);
        assertEquals(30, moments.sampleVariance(), 1e-6);
    }

    @Test
    void roundedValuesDontDependOnWhichIsFirst() {
        SplittableRandom random = new SplittableRandom(1);
        Filter<Double, Moments> moments = Filters.meanVariance();
        Filter<Double, FloatingSum> sums = Filters.sumDouble();
        for (int i = 0; i < 1_000; i++) {
            List<Double> mine = List.of(Samples.number(random), Samples.number(random), Samples.number(random));
            List<Double> others = List.of(Samples.number(random), Samples.number(random), Samples.number(random));
            Moments one = merged(moments, mine.subList(0, 1 + random.nextInt(3)));
            Moments other = merged(moments, others);
            assertEquals(moments.merge(one, other), moments.merge(other, one), "round " + i);
            FloatingSum sum = merged(sums, mine);
            FloatingSum another = merged(sums, others);
            assertEquals(sums.merge(sum, another), sums.merge(another, sum), "round " + i);
        }
    }

    @Test
    void momentsThatNoNumbersHaveAreRefused() {
        Filter<Double, Moments> filter = Filters.meanVariance();
        for (Moments bad : List.of(new Moments(0, 1, 0), new Moments(-3, 1, 0), new Moments(2, 1, -1))) {
            assertRefused(Status.PROTOCOL_ERROR, () -> filter.decode(filter.encode(bad)));
        }
    }
}
