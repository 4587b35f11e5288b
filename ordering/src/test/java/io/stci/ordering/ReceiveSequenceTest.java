package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceiveSequenceTest {
    private static final long SEED = 99;

    private final ReceiveSequence sequence = new ReceiveSequence();

    @Test
    void admitsMessagesInOrder() {
        assertEquals(0, sequence.last());
        for (long number = 1; number <= 100; number++) {
            assertTrue(sequence.admit(number));
            assertEquals(number, sequence.last());
        }
    }

    @Test
    void dropsDuplicatesAndNumbersBeforeTheFirst() {
        sequence.admit(1);
        sequence.admit(2);
        assertFalse(sequence.admit(2));
        assertFalse(sequence.admit(1));
        assertFalse(sequence.admit(0));
        assertFalse(sequence.admit(-1));
        assertEquals(2, sequence.last());
    }

    @Test
    void refusesAGapAndStaysWhereItWas() {
        sequence.admit(1);
        StciException gap = assertThrows(StciException.class, () -> sequence.admit(3));
        assertEquals(Status.PROTOCOL_ERROR, gap.status());
        assertEquals("message 3: came before message 2", gap.getMessage());
        assertEquals(1, sequence.last());
        assertTrue(sequence.admit(2));
    }

    @Test
    void aRangeIsAdmittedIfItBringsANewNumberAndLeavesNoHole() {
        sequence.admit(1);
        assertTrue(sequence.admit(2, 5));
        assertFalse(sequence.admit(3, 5));
        assertTrue(sequence.admit(4, 7));
        assertEquals(7, sequence.last());
        assertThrows(StciException.class, () -> sequence.admit(9, 12));
        assertEquals(7, sequence.last());
    }

    @Test
    void aSenderThatRepeatsFromAnyPointIsAdmittedExactlyOnce() {
        Random random = new Random(SEED);
        List<Long> admitted = new ArrayList<>();
        long next = 1;
        while (next <= 10_000) {
            if (random.nextInt(100) == 0) {
                next -= random.nextInt((int) Math.min(50, next));
            }
            if (sequence.admit(next)) {
                admitted.add(next);
            }
            next++;
        }
        assertEquals(10_000, admitted.size(), "seed " + SEED);
        for (int i = 0; i < admitted.size(); i++) {
            assertEquals(i + 1, admitted.get(i), "seed " + SEED);
        }
    }
}
