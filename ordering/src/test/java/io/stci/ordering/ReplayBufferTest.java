package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayBufferTest {
    private static final int SEEDS = 1000;
    private static final int STEPS = 200;

    private final ReplayBuffer buffer = new ReplayBuffer(1000);

    @Test
    void readsWhatWasAppendedWithPositionsAndFlags() {
        append("abc", true);
        append("de", false);
        assertEquals("0 abc+", next());
        assertFalse(buffer.atEnd());
        assertEquals("3 de", next());
        assertTrue(buffer.atEnd());
        append("f", false);
        assertEquals("5 f", next());
        assertEquals(6, buffer.end());
    }

    @Test
    void rewindsIntoARecordAndKeepsItsFlag() {
        append("abc", false);
        append("def", true);
        next();
        next();
        buffer.rewind(4);
        assertEquals("4 ef+", next());
        buffer.rewind(1);
        assertEquals("1 bc", next());
        assertEquals("3 def+", next());
        buffer.rewind(6);
        assertTrue(buffer.atEnd());
    }

    @Test
    void confirmationDropsWholeRecordsAndKeepsTheRestOfOne() {
        append("abc", false);
        append("def", true);
        buffer.confirm(4);
        assertEquals(4, buffer.confirmed());
        assertEquals(3 + ReplayBuffer.RECORD_OVERHEAD_BYTES, buffer.heldBytes());
        assertEquals("4 ef+", next());
        buffer.confirm(2);
        assertEquals(4, buffer.confirmed());
        buffer.confirm(6);
        assertEquals(0, buffer.heldBytes());
        assertTrue(buffer.atEnd());
    }

    @Test
    void aLateConfirmationMovesTheCursorOn() {
        append("abc", false);
        append("def", false);
        buffer.confirm(5);
        assertEquals("5 f", next());
        append("ghi", false);
        buffer.confirm(9);
        assertTrue(buffer.atEnd());
    }

    @Test
    void refusesPositionsThatAreNotThere() {
        append("abcdef", false);
        buffer.confirm(3);
        assertStatus(Status.INTERNAL, () -> buffer.rewind(2));
        assertStatus(Status.INTERNAL, () -> buffer.rewind(7));
        assertStatus(Status.PROTOCOL_ERROR, () -> buffer.confirm(7));
        assertEquals("3 def", next());
        assertStatus(Status.INTERNAL, buffer::next);
    }

    @Test
    void oneRecordMayOverdrawTheCapacity() {
        assertTrue(buffer.hasRoom());
        buffer.append(new byte[5000], false);
        assertFalse(buffer.hasRoom());
        assertStatus(Status.RESOURCE_EXHAUSTED, () -> append("x", false));
        assertEquals(5000, buffer.end());
        buffer.confirm(5000);
        assertTrue(buffer.hasRoom());
    }

    @Test
    void manySmallRecordsAreBoundedToo() {
        int taken = 0;
        while (buffer.hasRoom()) {
            append("x", false);
            taken++;
        }
        assertEquals((1000 + 64) / 65, taken);
    }

    @Test
    void refusesEmptyRecords() {
        assertStatus(Status.INTERNAL, () -> append("", true));
        assertTrue(buffer.atEnd());
    }

    @Test
    void agreesWithAPlainListOfBytesOnRandomSteps() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            ReplayModel model = new ReplayModel(random, 200 + random.nextInt(2000));
            for (int step = 0; step < STEPS; step++) {
                model.step("seed " + seed + " step " + step);
            }
        }
    }

    private void append(String text, boolean lineContinues) {
        buffer.append(text.getBytes(StandardCharsets.US_ASCII), lineContinues);
    }

    private String next() {
        ReplayPiece piece = buffer.next();
        String text = new String(piece.data(), piece.offset(), piece.length(), StandardCharsets.US_ASCII);
        return piece.position() + " " + text + (piece.lineContinues() ? "+" : "");
    }

    private static void assertStatus(Status status, Runnable call) {
        assertEquals(status, assertThrows(StciException.class, call::run).status());
    }
}
