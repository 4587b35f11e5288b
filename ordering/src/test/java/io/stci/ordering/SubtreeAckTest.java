package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SubtreeAckTest {
    private static final int SEEDS = 200;
    private static final int STEPS = 1000;

    private final SubtreeAck subtree = new SubtreeAck();

    @Test
    void isTheLeastOfItsParts() {
        subtree.add(7, 0);
        subtree.add(9, 0);
        assertFalse(subtree.ack(7, 5));
        assertEquals(0, subtree.acked());
        assertTrue(subtree.ack(9, 3));
        assertEquals(3, subtree.acked());
        assertFalse(subtree.ack(9, 2));
        assertTrue(subtree.remove(9));
        assertEquals(5, subtree.acked());
        assertFalse(subtree.remove(9));
        assertFalse(subtree.ack(9, 100));
        assertEquals(1, subtree.size());
    }

    @Test
    void aPartMayComeBelowTheLeastAsLongAsNoMoreWasReported() {
        subtree.add(1, 4);
        assertEquals(4, subtree.acked());
        subtree.ack(1, 10);
        subtree.add(2, 4);
        assertEquals(4, subtree.acked());
        subtree.ack(2, 9);
        assertEquals(9, subtree.acked());
        assertRefused(3, 8);
        assertRefused(2, 9);
        assertEquals(2, subtree.size());
        subtree.add(3, 9);
        assertEquals(9, subtree.acked());
    }

    @Test
    void withoutPartsEverythingCountsAsAcknowledged() {
        assertEquals(Long.MAX_VALUE, subtree.acked());
        subtree.add(1, 0);
        subtree.ack(1, 3);
        assertEquals(3, subtree.acked(20));
        assertTrue(subtree.remove(1));
        assertEquals(Long.MAX_VALUE, subtree.acked());
        subtree.add(1, 3);
        subtree.remove(1);
        assertEquals(20, subtree.acked(20));
        assertRefused(1, 19);
        subtree.add(1, 20);
        assertEquals(20, subtree.acked(25));
    }

    @Test
    void agreesWithAPlainMinimumOnRandomSteps() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            SubtreeAck tested = new SubtreeAck();
            Map<Integer, Long> plain = new TreeMap<>();
            long reported = 0;
            for (int step = 0; step < STEPS; step++) {
                String which = "seed " + seed + " step " + step;
                long before = least(plain);
                boolean grew = change(random, tested, plain, reported, which);
                assertEquals(least(plain) > before, grew, which);
                assertEquals(plain.size(), tested.size(), which);
                if (random.nextInt(3) == 0 && !plain.isEmpty()) {
                    assertEquals(least(plain), tested.acked(), which);
                    assertTrue(tested.acked() >= reported, which);
                    reported = tested.acked();
                }
            }
        }
    }

    /** Returns what the change reported; a part that comes never makes the acknowledgement grow. */
    private static boolean change(
            Random random, SubtreeAck tested, Map<Integer, Long> plain, long reported, String which) {
        int child = random.nextInt(60);
        long floor = plain.getOrDefault(child, reported);
        long upTo = Math.max(0, floor - 2 + random.nextInt(8));
        if (random.nextInt(12) == 0) {
            plain.remove(child);
            return tested.remove(child);
        }
        if (plain.containsKey(child)) {
            plain.merge(child, upTo, Math::max);
            return tested.ack(child, upTo);
        }
        if (upTo < reported) {
            assertThrows(StciException.class, () -> tested.add(child, upTo), which);
            return false;
        }
        tested.add(child, upTo);
        plain.put(child, upTo);
        return false;
    }

    private static long least(Map<Integer, Long> plain) {
        return plain.isEmpty() ? Long.MAX_VALUE : Collections.min(plain.values());
    }

    private void assertRefused(int child, long ackedSoFar) {
        StciException thrown = assertThrows(StciException.class, () -> subtree.add(child, ackedSoFar));
        assertEquals(Status.INTERNAL, thrown.status());
    }
}
