package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineScannerTest {
    private final LineScanner scanner = new LineScanner();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsTheFirstNewlineWithinTheLimit(long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[200 + LineScanner.SLACK_BYTES];
        for (int i = 0; i < 20_000; i++) {
            fill(bytes, random);
            int from = random.nextInt(200);
            int limit = from + random.nextInt(201 - from);
            assertEquals(naiveEnd(bytes, from, limit), scanner.scan(bytes, from, limit));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void hashIsOfTheLineAlone(long seed) {
        Random random = new Random(seed);
        for (int length = 0; length < 100; length++) {
            byte[] line = new byte[length];
            Arrays.fill(line, (byte) (random.nextInt(200) + 20));
            assertEquals(hashAt(line, random), hashAt(line, random));
        }
    }

    @Test
    void hashesOfSimilarLinesDiffer() {
        Set<Long> hashes = new HashSet<>();
        Set<Integer> tableParts = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            byte[] line = String.format("rank %06d says the same thing %06d%n", i, i % 7)
                    .getBytes();
            byte[] bytes = Arrays.copyOf(line, line.length + LineScanner.SLACK_BYTES);
            assertEquals(line.length, scanner.scan(bytes, 0, line.length));
            hashes.add(scanner.hash());
            tableParts.add((int) scanner.hash() & 0xfffff);
        }
        assertEquals(100_000, hashes.size());
        assertTrue(tableParts.size() > 90_000, "only " + tableParts.size() + " places");
    }

    private long hashAt(byte[] line, Random random) {
        byte[] bytes = new byte[300];
        random.nextBytes(bytes);
        int from = random.nextInt(100);
        System.arraycopy(line, 0, bytes, from, line.length);
        bytes[from + line.length] = '\n';
        assertEquals(from + line.length + 1, scanner.scan(bytes, from, from + line.length + 1));
        return scanner.hash();
    }

    private static void fill(byte[] bytes, Random random) {
        int newlines = random.nextInt(40) + 1;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(newlines) == 0 ? (byte) '\n' : (byte) (random.nextInt(4) * 85 + 9);
        }
    }

    private static int naiveEnd(byte[] bytes, int from, int limit) {
        for (int i = from; i < limit; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }
}
