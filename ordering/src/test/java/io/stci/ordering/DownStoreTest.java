package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DownStoreTest {
    private static final int SEEDS = 1000;
    private static final int STEPS = 300;

    private final List<String> released = new ArrayList<>();
    private final DownStore<String> store = new DownStore<>(10, String::length, released::add);

    @Test
    void keepsMessagesUntilTheirAcknowledgement() {
        store.add(1, "a");
        store.add(2, "bb");
        store.add(3, "ccc");
        assertEquals(6, store.heldBytes());
        store.acked(2);
        store.acked(1);
        assertEquals(List.of("a", "bb"), released);
        assertEquals(3, store.heldBytes());
        assertEquals(1, store.held());
    }

    @Test
    void tellsWhatAChildMissed() {
        store.add(5, "e");
        store.add(6, "f");
        store.add(7, "g");
        store.acked(5);
        assertEquals(List.of("6f", "7g"), after(5));
        assertEquals(List.of("7g"), after(6));
        assertEquals(List.of(), after(7));
        assertEquals(List.of(), after(99));
    }

    @Test
    void aHoleShowsInTheFirstThatIsKept() {
        assertNull(store.firstAfter(0));
        store.add(5, "e");
        store.add(6, "f");
        assertEquals(5, store.firstAfter(3).first());
        store.acked(5);
        assertEquals(6, store.firstAfter(4).first());
        store.acked(6);
        assertNull(store.firstAfter(5));
    }

    @Test
    void oneMayStandForManyNumbersAndIsKeptUntilTheLastIsAcknowledged() {
        store.add(1, "a");
        store.add(2, 9, "gap");
        store.add(10, "j");
        assertEquals(List.of("9gap", "10j"), after(1));
        assertEquals(2, store.firstAfter(5).first());
        assertEquals(List.of("10j"), after(9));
        store.acked(8);
        assertEquals(List.of("9gap", "10j"), after(0));
        store.acked(9);
        assertEquals(List.of("a", "gap"), released);
        assertStatus(Status.INTERNAL, () -> store.add(12, 13, "hole"));
    }

    @Test
    void takesConsecutiveNumbersOnly() {
        assertStatus(Status.INTERNAL, () -> store.add(0, "zero"));
        store.add(4, "d");
        assertStatus(Status.INTERNAL, () -> store.add(4, "d"));
        assertStatus(Status.INTERNAL, () -> store.add(6, "f"));
        store.acked(4);
        assertStatus(Status.INTERNAL, () -> store.add(4, "d"));
        store.add(5, "e");
        assertEquals(List.of("d"), released);
    }

    @Test
    void oneMessageMayOverdrawTheCapacity() {
        store.add(1, "a message of more than ten bytes");
        assertFalse(store.hasRoom());
        assertStatus(Status.RESOURCE_EXHAUSTED, () -> store.add(2, "b"));
        store.acked(1);
        assertTrue(store.hasRoom());
        store.add(2, "b");
    }

    @Test
    void releasesAtOnceWhatIsAcknowledgedAlready() {
        store.acked(2);
        store.add(1, "a");
        store.add(2, "b");
        store.add(3, "c");
        assertEquals(List.of("a", "b"), released);
        assertEquals(List.of("3c"), after(2));
    }

    @Test
    void closeReleasesAllOnceAndTakesNoMore() {
        store.add(1, "a");
        store.add(2, "b");
        store.close();
        store.close();
        store.acked(2);
        assertEquals(List.of("a", "b"), released);
        assertEquals(0, store.heldBytes());
        assertStatus(Status.INTERNAL, () -> store.add(3, "c"));
    }

    @Test
    void releasesEachMessageOnceInOrderOnRandomSteps() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Integer> gone = new ArrayList<>();
            DownStore<Integer> kept = new DownStore<>(1 + random.nextInt(500), size -> size % 7, gone::add);
            int next = 1;
            int acked = 0;
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(4) > 0 && kept.hasRoom()) {
                    kept.add(next, next);
                    next++;
                } else {
                    acked = Math.max(acked, random.nextInt(next + 5));
                    kept.acked(acked);
                }
                checkKept(kept, gone, acked, next, "seed " + seed + " step " + step);
            }
            kept.close();
            assertEquals(next - 1, gone.size(), "seed " + seed);
        }
    }

    private static void checkKept(DownStore<Integer> store, List<Integer> gone, int acked, int next, String which) {
        int released = Math.min(acked, next - 1);
        assertEquals(released, gone.size(), which);
        assertTrue(gone.isEmpty() || gone.get(gone.size() - 1) == released, which);
        List<Integer> kept = new ArrayList<>();
        for (DownStore.Kept<Integer> each = store.firstAfter(released); each != null; ) {
            kept.add(each.message());
            each = store.firstAfter(each.last());
        }
        assertEquals(next - 1 - released, kept.size(), which);
        assertEquals(next - 1 - released, store.held(), which);
        assertTrue(kept.isEmpty() || kept.get(0) == released + 1, which);
        assertEquals(kept.stream().mapToLong(size -> size % 7).sum(), store.heldBytes(), which);
    }

    private List<String> after(long number) {
        List<String> visited = new ArrayList<>();
        for (DownStore.Kept<String> each = store.firstAfter(number); each != null; ) {
            visited.add(each.last() + each.message());
            each = store.firstAfter(each.last());
        }
        return visited;
    }

    private static void assertStatus(Status status, Runnable call) {
        assertEquals(status, assertThrows(StciException.class, call::run).status());
    }
}
