package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineCutterTest {
    private final List<String> records = new ArrayList<>();

    @Test
    void wholeLinesShareRecordsUpToTheLimit() throws InterruptedException {
        feed(cutter(6, 6), "a\nb\nc\nd\nee\n");
        assertEquals(List.of("a\nb\nc\n", "d\nee\n"), records);
    }

    @Test
    void unfinishedLineIsHeldUntilItsNewline() throws InterruptedException {
        LineCutter cutter = cutter(10, 20);
        feed(cutter, "one\ntw");
        feed(cutter, "o\nthree");
        assertEquals(List.of("one\n", "two\n"), records);
        cutter.end(true);
        assertEquals(List.of("one\n", "two\n", "three\n"), records);
    }

    @Test
    void heldLineTakesAlongTheLinesThatFit() throws InterruptedException {
        LineCutter cutter = cutter(8, 8);
        feed(cutter, "a");
        feed(cutter, "a\nbb\ncc\ndd\n");
        assertEquals(List.of("aa\nbb\n", "cc\ndd\n"), records);
    }

    @Test
    void endLeavesBytesExactUnlessAskedToTerminate() throws InterruptedException {
        LineCutter cutter = cutter(8, 8);
        feed(cutter, "x\ny");
        cutter.end(false);
        assertEquals(List.of("x\n", "y"), records);
    }

    @Test
    void endOfFinishedOutputSendsNothing() throws InterruptedException {
        LineCutter cutter = cutter(8, 8);
        feed(cutter, "x\n");
        cutter.end(true);
        assertEquals(List.of("x\n"), records);
    }

    @Test
    void heldLineLongerThanARecordGoesInPieces() throws InterruptedException {
        LineCutter cutter = cutter(4, 12);
        feed(cutter, "abcdefghi");
        assertEquals(List.of(), records);
        feed(cutter, "j\nk\n");
        assertEquals(List.of("abcd+", "efgh+", "ij\n", "k\n"), records);
    }

    @Test
    void lineThatOutgrowsWhatMayBeHeldGoesAsItComes() throws InterruptedException {
        LineCutter cutter = cutter(4, 8);
        feed(cutter, "abcdefghi");
        assertEquals(List.of("abcd+", "efgh+"), records);
        feed(cutter, "jklm");
        assertEquals(List.of("abcd+", "efgh+", "ijkl+"), records);
        feed(cutter, "\nz\n");
        assertEquals(List.of("abcd+", "efgh+", "ijkl+", "m\n", "z\n"), records);
    }

    @Test
    void newlineAddedAtTheLimitIsAPieceOfItsOwn() throws InterruptedException {
        LineCutter cutter = cutter(4, 4);
        feed(cutter, "abcd");
        cutter.end(true);
        assertEquals(List.of("abcd+", "\n"), records);
    }

    @Test
    void wholeLinesPassUncopied() throws InterruptedException {
        byte[] input = "one\ntwo\n".getBytes(StandardCharsets.US_ASCII);
        LineCutter cutter = new LineCutter(100, 100, (data, offset, length, continues) -> {
            assertSame(input, data);
            records.add(length + "");
        });
        cutter.feed(input, 0, input.length);
        assertEquals(List.of("8"), records);
    }

    @Test
    void anyInputInAnySplitsIsCutIntoWholeLinesOrPieces() throws InterruptedException {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            int maxRecord = 1 + random.nextInt(40);
            Checker checker = new Checker(maxRecord, "seed " + seed);
            LineCutter cutter = new LineCutter(maxRecord, maxRecord + random.nextInt(80), checker);
            byte[] input = randomText(random);
            feedInSplits(cutter, input, random);
            boolean terminate = random.nextBoolean();
            cutter.end(terminate);
            checker.finish(input, terminate);
        }
    }

    private static byte[] randomText(Random random) {
        byte[] text = new byte[random.nextInt(600)];
        int lineBytes = 1 + random.nextInt(120);
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (random.nextInt(lineBytes) == 0 ? '\n' : 'a' + random.nextInt(26));
        }
        return text;
    }

    private static void feedInSplits(LineCutter cutter, byte[] input, Random random) throws InterruptedException {
        int maxSplit = 1 + random.nextInt(200);
        byte[] buffer = new byte[maxSplit + 3];
        for (int at = 0; at < input.length; ) {
            int count = Math.min(input.length - at, random.nextInt(maxSplit + 1));
            System.arraycopy(input, at, buffer, 3, count);
            cutter.feed(buffer, 3, count);
            at += count;
        }
    }

    private LineCutter cutter(int maxRecordBytes, int maxHeldBytes) {
        return new LineCutter(maxRecordBytes, maxHeldBytes, (data, offset, length, continues) -> {
            records.add(new String(data, offset, length, StandardCharsets.US_ASCII) + (continues ? "+" : ""));
        });
    }

    private static void feed(LineCutter cutter, String text) throws InterruptedException {
        byte[] data = text.getBytes(StandardCharsets.US_ASCII);
        cutter.feed(data, 0, data.length);
    }

    /** Holds every record to the promise. */
    private static final class Checker implements RecordConsumer {
        private final int maxRecordBytes;
        private final String seed;
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private boolean withinLine;
        private boolean unterminated;

        Checker(int maxRecordBytes, String seed) {
            this.maxRecordBytes = maxRecordBytes;
            this.seed = seed;
        }

        @Override
        public void record(byte[] data, int offset, int length, boolean lineContinues) {
            assertFalse(unterminated, seed + ": a record after the last line");
            assertTrue(length > 0 && length <= maxRecordBytes, seed + ": record of " + length);
            int newlines = newlines(data, offset, length);
            boolean terminated = data[offset + length - 1] == '\n';
            if (lineContinues) {
                assertEquals(0, newlines, seed + ": newline in a piece that continues");
                assertEquals(maxRecordBytes, length, seed + ": piece not full");
            } else if (withinLine) {
                assertTrue(newlines <= 1, seed + ": last piece reaches into the next line");
            }
            unterminated = !lineContinues && !terminated;
            withinLine = lineContinues;
            all.write(data, offset, length);
        }

        void finish(byte[] input, boolean terminate) {
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            expected.writeBytes(input);
            if (terminate && input.length > 0 && input[input.length - 1] != '\n') {
                expected.write('\n');
            }
            assertArrayEquals(expected.toByteArray(), all.toByteArray(), seed);
            assertFalse(withinLine, seed + ": line left open");
            assertFalse(terminate && unterminated, seed + ": line left without newline");
        }

        private static int newlines(byte[] data, int offset, int length) {
            int count = 0;
            for (int i = offset; i < offset + length; i++) {
                count += data[i] == '\n' ? 1 : 0;
            }
            return count;
        }
    }
}
