package io.stci.groupops.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongSumFilterTest {
    private final LongSumFilter filter = new LongSumFilter();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyTreeOfMergesInAnyOrderGivesTheSame(long seed) {
        Random random = new Random(seed);
        List<byte[]> parts = new ArrayList<>();
        long expected = 0;
        for (int i = 0; i < 200; i++) {
            long value = random.nextLong() / 256;
            expected += value;
            parts.add(encoded(value));
        }
        while (parts.size() > 1) {
            byte[] left = parts.remove(random.nextInt(parts.size()));
            byte[] right = parts.remove(random.nextInt(parts.size()));
            parts.add(merge(left, right));
        }
        assertEquals(expected, exact(parts.get(0)), "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void aSingleValueIsItsOwnSum(long value) {
        assertEquals(value, exact(encoded(value)));
    }

    @Test
    void aPartialSumBeyond64BitsThatComesBackIsExact() {
        byte[] beyond = merge(encoded(Long.MAX_VALUE), encoded(5));
        assertEquals(Long.MAX_VALUE - 2, exact(merge(beyond, encoded(-7))));
    }

    @Test
    void aSumBeyond64BitsIsRefusedEitherWay() {
        assertBeyond(merge(encoded(Long.MAX_VALUE), encoded(1)), "9223372036854775808");
        assertBeyond(merge(encoded(Long.MIN_VALUE), encoded(-1)), "-9223372036854775809");
    }

    @Test
    void asManyRanksAsThereCanBeDontExceedWhatTravels() {
        BigInteger all = BigInteger.valueOf(Long.MIN_VALUE).shiftLeft(24);
        assertEquals(all, filter.decode(filter.encode(all)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 13, 1000})
    void whatIsNoSumIsAProtocolError(int length) {
        StciException refused = assertThrows(StciException.class, () -> filter.decode(new byte[length]));
        assertEquals(Status.PROTOCOL_ERROR, refused.status());
    }

    private byte[] merge(byte[] left, byte[] right) {
        return filter.encode(filter.merge(filter.decode(left), filter.decode(right)));
    }

    private static byte[] encoded(long value) {
        LongSumFilter filter = new LongSumFilter();
        return filter.encode(filter.lift(0, value));
    }

    private static long exact(byte[] sum) {
        return Filters.exactLong(new LongSumFilter().decode(sum));
    }

    private static void assertBeyond(byte[] sum, String named) {
        StciException refused = assertThrows(StciException.class, () -> exact(sum));
        assertEquals(Status.RESOURCE_EXHAUSTED, refused.status());
        assertTrue(refused.getMessage().contains(named), refused.getMessage());
    }
}
