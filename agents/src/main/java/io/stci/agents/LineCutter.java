package io.stci.agents;

import java.util.Arrays;

/**
 * Cuts the bytes of one output into records of whole lines.
 *
 * <p>The records put together are the input, byte by byte. A record holds as many whole lines as fit, or is a piece of a
 * line that is longer than a record. An unfinished line is held until its end comes; one that outgrows what may be held
 * goes out in pieces as it comes. Whole lines go out of the fed array itself, uncopied, but for those that fit into a
 * record with the line held before them.
 *
 * <p>Threads: confined. After an InterruptedException the cutter is of no more use.
 */
final class LineCutter {
    private static final byte[] EMPTY = {};
    private static final byte[] NEWLINE = {'\n'};
    private static final int FIRST_HELD_BYTES = 256;

    private final int maxRecordBytes;
    private final int maxHeldBytes;
    private final RecordConsumer out;
    private byte[] held = EMPTY;
    private int heldBytes;
    private boolean overlong;

    /**
     * @param maxRecordBytes how long a record may be; at least 1
     * @param maxHeldBytes how much of an unfinished line is held; at least maxRecordBytes
     */
    LineCutter(int maxRecordBytes, int maxHeldBytes, RecordConsumer out) {
        if (maxRecordBytes < 1 || maxHeldBytes < maxRecordBytes) {
            throw new IllegalArgumentException(maxRecordBytes + " bytes a record, " + maxHeldBytes + " bytes held");
        }
        this.maxRecordBytes = maxRecordBytes;
        this.maxHeldBytes = maxHeldBytes;
        this.out = out;
    }

    /** Takes the next bytes of the output and hands on the lines that they complete. */
    void feed(byte[] data, int offset, int length) throws InterruptedException {
        int end = offset + length;
        int start = heldBytes > 0 ? completeHeldLine(data, offset, end) : offset;
        int linesEnd = afterLastNewline(data, start, end);
        sendLines(data, start, linesEnd);
        hold(data, linesEnd, end);
    }

    /**
     * Ends the output and hands on its last line.
     *
     * @param terminateLastLine true to add a newline to a last line that has none
     */
    void end(boolean terminateLastLine) throws InterruptedException {
        if (heldBytes > 0) {
            if (terminateLastLine) {
                hold(NEWLINE, 0, 1);
            }
            sendHeld();
        }
    }

    /** Sends the held line if the data completes it, with as many lines after it as fit; returns where the rest starts. */
    private int completeHeldLine(byte[] data, int start, int end) throws InterruptedException {
        int room = Math.max(0, maxRecordBytes - heldBytes);
        int taken = overlong ? start : afterLastNewline(data, start, Math.min(end, start + room));
        if (taken == start) {
            taken = afterFirstNewline(data, start, end);
        }
        if (taken > start) {
            hold(data, start, taken);
            sendHeld();
        }
        return taken;
    }

    private void sendLines(byte[] data, int start, int end) throws InterruptedException {
        int at = start;
        while (end - at > maxRecordBytes) {
            int cut = afterLastNewline(data, at, at + maxRecordBytes);
            if (cut == at) {
                cut = afterFirstNewline(data, at + maxRecordBytes, end);
            }
            sendPieces(data, at, cut);
            at = cut;
        }
        sendPieces(data, at, end);
    }

    private void sendPieces(byte[] data, int start, int end) throws InterruptedException {
        int at = start;
        while (end - at > maxRecordBytes) {
            out.record(data, at, maxRecordBytes, true);
            at += maxRecordBytes;
        }
        if (end > at) {
            out.record(data, at, end - at, false);
        }
    }

    private void sendHeld() throws InterruptedException {
        sendPieces(held, 0, heldBytes);
        heldBytes = 0;
        overlong = false;
        if (held.length > maxRecordBytes) {
            held = EMPTY;
        }
    }

    /** Room is only made when more of the line is at hand, so that its last piece never lacks a byte. */
    private void hold(byte[] data, int start, int end) throws InterruptedException {
        int at = start;
        while (at < end) {
            if (heldBytes == heldLimit()) {
                sendUnfinished();
            }
            int count = Math.min(end - at, heldLimit() - heldBytes);
            grow(heldBytes + count);
            System.arraycopy(data, at, held, heldBytes, count);
            heldBytes += count;
            at += count;
        }
    }

    private int heldLimit() {
        return overlong ? maxRecordBytes : maxHeldBytes;
    }

    private void sendUnfinished() throws InterruptedException {
        overlong = true;
        int at = 0;
        while (heldBytes - at >= maxRecordBytes) {
            out.record(held, at, maxRecordBytes, true);
            at += maxRecordBytes;
        }
        heldBytes -= at;
        System.arraycopy(held, at, held, 0, heldBytes);
    }

    private void grow(int neededBytes) {
        if (neededBytes > held.length) {
            int doubled = Math.max(FIRST_HELD_BYTES, 2 * held.length);
            held = Arrays.copyOf(held, Math.min(maxHeldBytes, Math.max(neededBytes, doubled)));
        }
    }

    /** The place after the last newline in the range; its start if there is none. */
    private static int afterLastNewline(byte[] data, int start, int end) {
        int at = end;
        while (at > start && data[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    /** The place after the first newline in the range; its start if there is none. */
    private static int afterFirstNewline(byte[] data, int start, int end) {
        for (int at = start; at < end; at++) {
            if (data[at] == '\n') {
                return at + 1;
            }
        }
        return start;
    }
}
