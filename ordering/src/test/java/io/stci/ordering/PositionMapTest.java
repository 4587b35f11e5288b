package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PositionMapTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 60;

    @Test
    void ranksStartAtZeroAndAdvanceAloneOrTogether() {
        PositionMap map = new PositionMap(10, 1000);
        map.advance(10, 3);
        map.advance(RankSet.range(10, 1009), 5);
        map.advance(RankSet.of(11, 500), 2);
        assertEquals(List.of(8L, 7L, 5L, 7L), List.of(map.of(10), map.of(11), map.of(12), map.of(500)));
        map.set(500, 1);
        assertEquals(1, map.of(500));
    }

    @Test
    void exportsRanksAtEqualPositionsTogether() {
        PositionMap map = new PositionMap(0, 1000);
        map.advance(RankSet.range(0, 999), 5);
        map.advance(3, 1);
        map.advance(700, 1);
        RankSet ranks = RankSet.range(2, 800);
        RankSet further = RankSet.of(3, 700);
        assertEquals(
                List.of(new PositionGroup(ranks.minus(further), 5), new PositionGroup(further, 6)), map.export(ranks));
        assertEquals(List.of(), map.export(RankSet.empty()));
    }

    @Test
    void refusesRanksOutsideItsRangeAndChangesNothing() {
        PositionMap map = new PositionMap(10, 300);
        assertOutside(() -> map.advance(9, 1));
        assertOutside(() -> map.advance(310, 1));
        assertOutside(() -> map.of(Integer.MIN_VALUE));
        assertOutside(() -> map.set(-1, 1));
        assertOutside(() -> map.advance(RankSet.range(9, 20), 1));
        assertOutside(() -> map.set(RankSet.range(300, 310), 1));
        assertOutside(() -> map.export(RankSet.range(300, 310)));
        assertOutside(() ->
                map.restore(List.of(new PositionGroup(RankSet.of(10), 1), new PositionGroup(RankSet.of(310), 1))));
        RankSet all = RankSet.range(10, 309);
        assertEquals(List.of(new PositionGroup(all, 0)), map.export(all));
    }

    @Test
    void takesMillionsOfRanksInLockstepWithoutSpreadingThem() {
        PositionMap map = new PositionMap(0, RankSet.MAX_RANKS);
        for (int line = 0; line < 1000; line++) {
            map.advance(RankSet.all(RankSet.MAX_RANKS), 10);
        }
        assertEquals(10_000, map.of(RankSet.MAX_RANKS - 1));
        assertEquals(1, map.export(RankSet.all(RankSet.MAX_RANKS)).size());
    }

    @Test
    void agreesWithAPlainArrayOnRandomSteps() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int first = random.nextInt(1000);
            int size = 1 + random.nextInt(random.nextBoolean() ? 2000 : 300);
            PositionMap map = new PositionMap(first, size);
            long[] plain = new long[size];
            for (int step = 0; step < STEPS; step++) {
                change(random, map, plain, first);
                checkSame(map, plain, first, "seed " + seed + " step " + step);
            }
            checkExport(random, map, plain, first, "seed " + seed);
        }
    }

    private static void change(Random random, PositionMap map, long[] plain, int first) {
        RankSet ranks = randomRanks(random, first, plain.length);
        int rank = first + random.nextInt(plain.length);
        long bytes = random.nextInt(3);
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                map.advance(rank, bytes);
                plain[rank - first] += bytes;
            }
            case 2, 3 -> {
                map.advance(ranks, bytes);
                ranks.forEach(each -> plain[each - first] += bytes);
            }
            case 4 -> {
                map.set(rank, bytes);
                plain[rank - first] = bytes;
            }
            default -> {
                map.set(ranks, bytes);
                ranks.forEach(each -> plain[each - first] = bytes);
                map.compact();
            }
        }
    }

    private static void checkExport(Random random, PositionMap map, long[] plain, int first, String which) {
        RankSet ranks = randomRanks(random, first, plain.length);
        TreeMap<Long, RankSet.Builder> expected = new TreeMap<>();
        ranks.forEach(rank -> expected.computeIfAbsent(plain[rank - first], key -> new RankSet.Builder())
                .add(rank));
        TreeMap<Long, RankSet> actual = new TreeMap<>();
        List<PositionGroup> groups = map.export(ranks);
        groups.forEach(group -> assertEquals(null, actual.put(group.position(), group.ranks()), which));
        assertEquals(expected.keySet(), actual.keySet(), which);
        expected.forEach((position, group) -> assertEquals(group.build(), actual.get(position), which));
        PositionMap copy = new PositionMap(first, plain.length);
        copy.restore(groups);
        ranks.forEach(rank -> assertEquals(plain[rank - first], copy.of(rank), which));
    }

    private static void checkSame(PositionMap map, long[] plain, int first, String which) {
        for (int i = 0; i < plain.length; i++) {
            assertEquals(plain[i], map.of(first + i), which);
        }
    }

    /** Full, a range, mostly there or sparse, so that each way of finding ranges is walked. */
    private static RankSet randomRanks(Random random, int first, int size) {
        RankSet.Builder builder = new RankSet.Builder();
        double density = new double[] {0.01, 0.3, 0.9, 0.995, 1}[random.nextInt(5)];
        int from = random.nextBoolean() ? 0 : random.nextInt(size);
        int to = random.nextBoolean() ? size : from + random.nextInt(size - from);
        for (int i = from; i < to; i++) {
            if (random.nextDouble() < density) {
                builder.add(first + i);
            }
        }
        return builder.build();
    }

    private static void assertOutside(Runnable call) {
        assertEquals(
                Status.INTERNAL, assertThrows(StciException.class, call::run).status());
    }
}
