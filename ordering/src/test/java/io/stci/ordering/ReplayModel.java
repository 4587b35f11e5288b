package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.StciException;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;

/** A replay buffer beside all that was ever appended to it, kept in the plainest way. */
final class ReplayModel {
    private final Random random;
    private final long capacityBytes;
    private final ReplayBuffer buffer;
    private final TreeMap<Long, byte[]> all = new TreeMap<>();
    private final TreeMap<Long, Boolean> flags = new TreeMap<>();
    private long end;
    private long confirmed;
    private long cursor;

    ReplayModel(Random random, long capacityBytes) {
        this.random = random;
        this.capacityBytes = capacityBytes;
        this.buffer = new ReplayBuffer(capacityBytes);
    }

    void step(String which) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> append(which);
            case 3, 4, 5 -> read(which);
            case 6 -> confirm();
            default -> rewind();
        }
        assertEquals(end, buffer.end(), which);
        assertEquals(confirmed, buffer.confirmed(), which);
        assertEquals(cursor, buffer.cursor(), which);
        assertEquals(cursor == end, buffer.atEnd(), which);
        assertEquals(heldBytes(), buffer.heldBytes(), which);
        assertEquals(heldBytes() < capacityBytes, buffer.hasRoom(), which);
    }

    private void append(String which) {
        byte[] data = new byte[1 + random.nextInt(100)];
        random.nextBytes(data);
        boolean lineContinues = random.nextBoolean();
        if (!buffer.hasRoom()) {
            assertThrows(StciException.class, () -> buffer.append(data, lineContinues), which);
            return;
        }
        buffer.append(data, lineContinues);
        all.put(end, data);
        flags.put(end, lineContinues);
        end += data.length;
    }

    private void read(String which) {
        if (cursor == end) {
            assertThrows(StciException.class, buffer::next, which);
            return;
        }
        long start = all.floorKey(cursor);
        byte[] record = all.get(start);
        ReplayPiece piece = buffer.next();
        assertEquals(cursor, piece.position(), which);
        assertEquals(flags.get(start), piece.lineContinues(), which);
        byte[] expected = Arrays.copyOfRange(record, (int) (cursor - start), record.length);
        byte[] actual = Arrays.copyOfRange(piece.data(), piece.offset(), piece.offset() + piece.length());
        assertTrue(Arrays.equals(expected, actual), which);
        cursor = start + record.length;
    }

    private void confirm() {
        long position = random.nextInt(4) == 0 ? end : between(Math.max(0, confirmed - 50), end);
        buffer.confirm(position);
        confirmed = Math.max(confirmed, position);
        cursor = Math.max(cursor, confirmed);
    }

    private void rewind() {
        cursor = between(confirmed, end);
        buffer.rewind(cursor);
    }

    private long heldBytes() {
        return all.entrySet().stream()
                .filter(record -> record.getKey() + record.getValue().length > confirmed)
                .mapToLong(record -> record.getValue().length + ReplayBuffer.RECORD_OVERHEAD_BYTES)
                .sum();
    }

    private long between(long low, long high) {
        return low + random.nextInt((int) (high - low) + 1);
    }
}
