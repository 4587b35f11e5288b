package io.stci.ordering;

/**
 * What a {@link ReplayBuffer} has to send next: the end of one record, from {@code offset} on; all of it unless the cursor
 * stood inside.
 *
 * @param position where the piece's first byte stands in the source's output
 * @param data the record's bytes, still owned by the buffer: to be read only
 * @param offset index in {@code data} of the piece's first byte
 * @param lineContinues the record's flag
 */
public record ReplayPiece(long position, byte[] data, int offset, boolean lineContinues) {
    /** Bytes in the piece, 1 or more. */
    public int length() {
        return data.length - offset;
    }
}
