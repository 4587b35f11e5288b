package io.stci.ordering;

import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * A source's output, kept by byte position until its receiver confirms it, so that it can be sent again on another link.
 *
 * <p>Records stand at rising positions, without holes from 0 on. A record is kept whole until its last byte is confirmed.
 * A cursor tells what to send next.
 *
 * <p>Bound: it takes a record while it holds less than its capacity, so one record may overdraw it. Confined to one
 * thread.
 */
public final class ReplayBuffer {
    /** What a record costs beside its bytes, so that many small ones stay bounded too. */
    public static final int RECORD_OVERHEAD_BYTES = 64;

    private final long capacityBytes;
    private final IndexedQueue<Stored> records = new IndexedQueue<>();
    private long heldBytes;
    private long confirmed;
    private long end;
    private long cursor;
    private int cursorIndex;

    /** @param capacityBytes how much to hold, {@link #RECORD_OVERHEAD_BYTES} a record included */
    public ReplayBuffer(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /** True if it takes another record now. */
    public boolean hasRoom() {
        return heldBytes < capacityBytes;
    }

    /**
     * Adds a record at the end.
     *
     * @param data at least one byte; the buffer's from now on, never to be changed
     * @param lineContinues true if its last line goes on in the next record; comes back with every piece of the record
     * @throws StciException RESOURCE_EXHAUSTED without room, INTERNAL if the record is empty; nothing is added then
     */
    public void append(byte[] data, boolean lineContinues) {
        if (data.length == 0) {
            throw misuse("an empty record has no position of its own");
        }
        if (!hasRoom()) {
            String reason = "is full with " + heldBytes + " bytes";
            throw new StciException(Status.RESOURCE_EXHAUSTED, "replay buffer", reason, "wait for a confirmation");
        }
        records.addLast(new Stored(end, data, lineContinues));
        end += data.length;
        heldBytes += costBytes(data);
    }

    /** The position behind the last byte appended. */
    public long end() {
        return end;
    }

    /** The receiver has all bytes before this position. */
    public long confirmed() {
        return confirmed;
    }

    /** Bytes held, {@link #RECORD_OVERHEAD_BYTES} a record included. */
    public long heldBytes() {
        return heldBytes;
    }

    /**
     * The receiver has all bytes before this position: drops the records that end there or before, and moves the cursor
     * up to it if it stood behind. Older news is ignored.
     *
     * @throws StciException PROTOCOL_ERROR if the position lies beyond the end
     */
    public void confirm(long position) {
        if (position > end) {
            String reason = "confirmed position " + position + ", the output ends at " + end;
            throw new StciException(Status.PROTOCOL_ERROR, "receiver", reason, "");
        }
        if (position <= confirmed) {
            return;
        }
        confirmed = position;
        while (!records.isEmpty() && records.get(0).end() <= position) {
            heldBytes -= costBytes(records.removeFirst().data);
            cursorIndex--;
        }
        cursorIndex = Math.max(cursorIndex, 0);
        cursor = Math.max(cursor, position);
    }

    /**
     * Sends again, or goes on, from this position.
     *
     * @throws StciException INTERNAL if it is not between {@link #confirmed()} and {@link #end()}
     */
    public void rewind(long position) {
        if (position < confirmed || position > end) {
            throw misuse("position " + position + " is not between " + confirmed + " and " + end);
        }
        cursor = position;
        cursorIndex = firstEndingAfter(position);
    }

    /** True if everything appended so far has been read since the last rewind. */
    public boolean atEnd() {
        return cursor == end;
    }

    /** Where the next piece begins. */
    public long cursor() {
        return cursor;
    }

    /**
     * The next piece to send; moves the cursor behind it.
     *
     * @throws StciException INTERNAL at the end
     */
    public ReplayPiece next() {
        if (atEnd()) {
            throw misuse("nothing to send at its end");
        }
        Stored record = records.get(cursorIndex);
        long from = cursor;
        cursor = record.end();
        cursorIndex++;
        return new ReplayPiece(from, record.data, (int) (from - record.position), record.lineContinues);
    }

    private int firstEndingAfter(long position) {
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (records.get(middle).end() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static long costBytes(byte[] data) {
        return data.length + (long) RECORD_OVERHEAD_BYTES;
    }

    private static StciException misuse(String reason) {
        return new StciException(Status.INTERNAL, "replay buffer", reason, "");
    }

    private record Stored(long position, byte[] data, boolean lineContinues) {
        long end() {
            return position + data.length;
        }
    }
}
