package io.stci.cli;

import java.util.Arrays;

/** A growing byte array whose content can be handed on without a copy. Threads: confined. */
final class ByteBuilder {
    private byte[] bytes;
    private int length;

    ByteBuilder(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    /** The content, valid up to {@link #length()} and until the next change. */
    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    ByteBuilder append(byte b) {
        ensure(1);
        bytes[length++] = b;
        return this;
    }

    ByteBuilder append(byte[] data, int offset, int count) {
        ensure(count);
        System.arraycopy(data, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** ASCII only. */
    ByteBuilder append(String text) {
        for (int i = 0; i < text.length(); i++) {
            append((byte) text.charAt(i));
        }
        return this;
    }

    private void ensure(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
