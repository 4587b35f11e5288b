package io.stci.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankSetTest {
    @Test
    void printsRangesAndPairs() {
        assertEquals("0-11,14", RankSet.range(0, 11).union(RankSet.of(14)).toString());
        assertEquals("4,5,9", RankSet.of(9, 4, 5).toString());
        assertEquals("", RankSet.empty().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0-3,8|0-3,8", "[0-3,8]|0-3,8", "8, 0-3|0-3,8", "5|5", "3,3,3|3", "0,1,2|0-2"})
    void parsesWhatPeopleWrite(String text, String printed) {
        assertEquals(printed, RankSet.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "a", "3-", "-3", "3-1", "1,,2", "0x3", "999999999", "1-2-3", "[", "[]", "٣", "16777216"
            })
    void refusesWhatIsNotARankSet(String text) {
        StciException thrown = assertThrows(StciException.class, () -> RankSet.parse(text));
        assertEquals(Status.INVALID_ARGUMENT, thrown.status());
        assertFalse(thrown.getMessage().contains("\n"));
    }

    @Test
    void selectsAndInverts() {
        assertEquals("0-4,6,7", RankSet.parseSelection("!5", 8).toString());
        assertEquals("0-7", RankSet.parseSelection("all", 8).toString());
        assertThrows(StciException.class, () -> RankSet.parseSelection("8", 8));
        assertThrows(StciException.class, () -> RankSet.parseSelection("!0-7", 8));
    }

    @Test
    void agreesWithABitSetOnRandomSets() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            BitSet left = randomBits(random);
            BitSet right = randomBits(random);
            BitSet or = (BitSet) left.clone();
            or.or(right);
            BitSet andNot = (BitSet) left.clone();
            andNot.andNot(right);
            assertEquals(of(or), of(left).union(of(right)), "seed " + seed);
            assertEquals(of(andNot), of(left).minus(of(right)), "seed " + seed);
            assertEquals(left.intersects(right), of(left).intersects(of(right)), "seed " + seed);
            assertEquals(of(left), RankSet.decode(of(left).encode()), "seed " + seed);
            if (!left.isEmpty()) {
                assertEquals(of(left), RankSet.parse(of(left).toString()), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0-0 ",
                "0-65535|0-65535 ",
                "0-65536,70|0-65536 ",
                "65534-65537,65539,131072|65534-65537 65539-65539 131072-131072 ",
                "5-200000,16777215|5-200000 16777215-16777215 ",
                "65536-131071|65536-131071 "
            })
    void visitsMaximalRangesAlsoWhereBlocksOfMemoryMeet(String ranks, String ranges) {
        StringBuilder visited = new StringBuilder();
        RankSet.parse(ranks).forEachRange((first, last) -> visited.append(first + "-" + last + " "));
        assertEquals(ranges.trim(), visited.toString().trim());
    }

    @Test
    @Timeout(10)
    void encodingTakesTimeForRangesNotForRanks() {
        RankSet all = RankSet.all(RankSet.MAX_RANKS);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(5, all.encode().length);
        }
    }

    @Test
    void encodesAWholeSessionInAFewBytes() {
        assertTrue(RankSet.all(100_000).encode().length <= 4);
    }

    @Test
    void everyByteStringDecodesOrIsRefused() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            try {
                RankSet decoded = RankSet.decode(bytes);
                assertEquals(decoded, RankSet.decode(decoded.encode()), "seed " + seed);
            } catch (StciException refused) {
                assertEquals(Status.PROTOCOL_ERROR, refused.status(), "seed " + seed);
            }
        }
    }

    private static BitSet randomBits(Random random) {
        BitSet bits = new BitSet();
        int runs = random.nextInt(6);
        for (int i = 0; i < runs; i++) {
            int first = random.nextInt(300);
            bits.set(first, first + 1 + random.nextInt(40));
        }
        return bits;
    }

    private static RankSet of(BitSet bits) {
        return RankSet.of(bits.stream().toArray());
    }

    /** Small universes, so that ranges meet, touch, cover and leave holes. */
    @Test
    void rangesAndTheirHolesAgreeWithABitSet() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            int universe = 1 + random.nextInt(12);
            BitSet left = ranges(random, universe);
            BitSet right = ranges(random, universe);
            check("seed " + seed, left, right);
        }
    }

    private static void check(String seed, BitSet left, BitSet right) {
        RankSet a = of(left);
        RankSet b = of(right);
        BitSet or = (BitSet) left.clone();
        or.or(right);
        BitSet and = (BitSet) left.clone();
        and.and(right);
        BitSet andNot = (BitSet) left.clone();
        andNot.andNot(right);
        assertSame(or, a.union(b), seed);
        assertSame(or, RankSet.union(List.of(a, b)), seed);
        assertSame(and, a.intersect(b), seed);
        assertSame(andNot, a.minus(b), seed);
        assertEquals(left.intersects(right), a.intersects(b), seed);
        assertEquals(and.equals(right), a.containsAll(b), seed);
        assertEquals(and.equals(right), new RankSet.Builder().add(a).containsAll(b), seed);
        assertSame(left, a, seed);
        assertSame(right, b, seed);
    }

    /** However a set was made, it is the same. */
    private static void assertSame(BitSet expected, RankSet actual, String seed) {
        assertEquals(of(expected), actual, seed);
        assertEquals(of(expected).hashCode(), actual.hashCode(), seed);
        assertEquals(expected.cardinality(), actual.size(), seed);
        assertArrayEquals(expected.stream().toArray(), actual.toArray(), seed);
        assertEquals(expected.isEmpty(), actual.isEmpty(), seed);
        if (!expected.isEmpty()) {
            assertEquals(expected.nextSetBit(0), actual.first(), seed);
            assertEquals(expected.length() - 1, actual.last(), seed);
        }
        assertEquals(actual, RankSet.decode(actual.encode()), seed);
        BitSet visited = new BitSet();
        actual.forEachRange((first, last) -> visited.set(first, last + 1));
        actual.forEach(rank -> assertTrue(actual.contains(rank) && visited.get(rank), seed));
        assertEquals(expected, visited, seed);
        assertFalse(actual.contains(-1) || actual.contains(expected.length()), seed);
    }

    private static BitSet ranges(Random random, int universe) {
        BitSet bits = new BitSet();
        for (int count = random.nextInt(3); count > 0; count--) {
            int first = random.nextInt(universe);
            bits.set(first, first + random.nextInt(universe - first) + 1);
        }
        return bits;
    }
}
