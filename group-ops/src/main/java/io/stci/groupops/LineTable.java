package io.stci.groupops;

import java.util.Arrays;

/**
 * Open-addressing hash table from line bytes to the latest entry that has them. Slots that name entries handed over already
 * count as empty, so nothing is cleared between arenas. Confined to one thread.
 */
final class LineTable {
    private final byte[] arena;
    private final LineEntries entries;
    private final long[] slots;
    private final int mask;
    private int slot;

    LineTable(byte[] arena, LineEntries entries, int maxEntries) {
        this.arena = arena;
        this.entries = entries;
        this.slots = new long[Integer.highestOneBit(maxEntries) * 4];
        this.mask = slots.length - 1;
    }

    /** The latest entry that has these bytes, or {@link LineEntries#NONE}. */
    int find(long hash, int start, int end) {
        int firstNumber = entries.firstNumber();
        for (slot = (int) hash & mask; ; slot = slot + 1 & mask) {
            long content = slots[slot];
            int number = (int) content;
            if (number < firstNumber) {
                return LineEntries.NONE;
            }
            if ((content ^ hash) >>> 32 == 0 && hasBytes(number, start, end)) {
                return number;
            }
        }
    }

    /** Makes the entry the latest with the bytes that were looked for last. */
    void put(long hash, int number) {
        slots[slot] = hash & 0xffffffff00000000L | number;
    }

    void clear() {
        Arrays.fill(slots, 0);
    }

    private boolean hasBytes(int number, int start, int end) {
        return Arrays.equals(arena, entries.start(number), entries.end(number), arena, start, end);
    }
}
