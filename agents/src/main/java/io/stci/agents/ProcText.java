package io.stci.agents;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The text of one small file of /proc, read word by word. Its buffer is used again for the next file.
 *
 * <p>What is malformed reads as {@link #NO_NUMBER}, NaN or an empty word, so that a reader can leave it out. Threads:
 * confined.
 */
final class ProcText {
    static final long NO_NUMBER = -1;

    private static final int MAX_DIGITS = 18;

    private byte[] bytes = new byte[4096];
    private int length;
    private int at;
    private int lineEnd;

    /**
     * Reads a file, up to the last whole line within the limit.
     *
     * @return false if it can't be read, as when this kernel has no such file
     */
    boolean load(Path file, int maxBytes) {
        length = 0;
        at = 0;
        lineEnd = -1;
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            int count;
            while ((count = in.read(bytes, length, roomFor(maxBytes))) > 0) {
                length += count;
            }
            cutToWholeLines(count == 0);
            return true;
        } catch (IOException absentOrRefused) {
            length = 0;
            return false;
        }
    }

    /** Moves on to the start of the next line; false after the last one. */
    boolean nextLine() {
        at = lineEnd + 1;
        if (at >= length) {
            return false;
        }
        lineEnd = at;
        while (lineEnd < length && bytes[lineEnd] != '\n') {
            lineEnd++;
        }
        return true;
    }

    /** Moves past the prefix if the rest of the line begins with it. */
    boolean take(String prefix) {
        int count = prefix.length();
        if (lineEnd - at < count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (bytes[at + i] != prefix.charAt(i)) {
                return false;
            }
        }
        at += count;
        return true;
    }

    /** Moves past the delimiter and gives what was before it, without spaces; null if the line has no more of them. */
    String takeUntil(char delimiter) {
        skipSpaces();
        for (int i = at; i < lineEnd; i++) {
            if (bytes[i] == delimiter) {
                String text = text(at, i);
                at = i + 1;
                return text;
            }
        }
        return null;
    }

    /** The next word; empty at the end of the line. */
    String word() {
        skipSpaces();
        int start = at;
        skipWord();
        return text(start, at);
    }

    void skipWords(int count) {
        for (int i = 0; i < count; i++) {
            skipSpaces();
            skipWord();
        }
    }

    /** The next word as a whole number; {@link #NO_NUMBER} if it is none, or needs more than 18 digits. */
    long number() {
        skipSpaces();
        int start = at;
        skipWord();
        return digits(start, at);
    }

    /** The next word as a decimal such as {@code 0.25}; NaN if it is none. */
    double decimal() {
        skipSpaces();
        int start = at;
        skipWord();
        int point = start;
        while (point < at && bytes[point] != '.') {
            point++;
        }
        long whole = digits(start, point);
        if (point == at) {
            return whole == NO_NUMBER ? Double.NaN : whole;
        }
        long fraction = digits(point + 1, at);
        boolean wellFormed = whole != NO_NUMBER && fraction != NO_NUMBER;
        return wellFormed ? whole + fraction / Math.pow(10, at - point - 1) : Double.NaN;
    }

    private int roomFor(int maxBytes) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        return Math.min(bytes.length, maxBytes) - length;
    }

    private void cutToWholeLines(boolean moreFollows) {
        while (moreFollows && length > 0 && bytes[length - 1] != '\n') {
            length--;
        }
    }

    private long digits(int start, int end) {
        if (start == end || end - start > MAX_DIGITS) {
            return NO_NUMBER;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return NO_NUMBER;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    private void skipSpaces() {
        while (at < lineEnd && bytes[at] <= ' ') {
            at++;
        }
    }

    private void skipWord() {
        while (at < lineEnd && bytes[at] > ' ') {
            at++;
        }
    }

    private String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
