package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputSpoolTest {
    @TempDir
    private Path directory;

    @Test
    void whatWasAppendedIsReadFromAnywhere() throws Exception {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            try (OutputSpool spool = new OutputSpool(directory)) {
                byte[] expected = appendRandom(spool, random);
                assertEquals(expected.length, spool.length(), "seed " + seed);
                assertArrayEquals(sha256(expected), spool.sha256(), "seed " + seed);
                for (int i = 0; i < 50; i++) {
                    int position = random.nextInt(expected.length + 1);
                    assertReads(spool, expected, position, random.nextInt(100_000), "seed " + seed);
                }
            }
        }
    }

    @Test
    void smallOutputNeedsNoDirectory() {
        try (OutputSpool spool = new OutputSpool(directory.resolve("absent"))) {
            spool.append(new byte[OutputSpool.MEMORY_BYTES], 0, OutputSpool.MEMORY_BYTES);
            assertEquals(OutputSpool.MEMORY_BYTES, spool.length());
        }
    }

    @Test
    void fileHasNoNameWhileItIsInUse() throws IOException {
        try (OutputSpool spool = new OutputSpool(directory)) {
            spool.append(new byte[OutputSpool.MEMORY_BYTES + 1], 0, OutputSpool.MEMORY_BYTES + 1);
            assertEquals(1, openSpoolFiles());
            try (Stream<Path> names = Files.list(directory)) {
                assertEquals(0, names.count());
            }
        }
        assertEquals(0, openSpoolFiles());
    }

    @Test
    void digestCanBeAskedForMidway() throws Exception {
        try (OutputSpool spool = new OutputSpool(directory)) {
            spool.append(new byte[] {1, 2, 3}, 0, 2);
            assertArrayEquals(sha256(new byte[] {1, 2}), spool.sha256());
            spool.append(new byte[] {1, 2, 3}, 2, 1);
            assertArrayEquals(sha256(new byte[] {1, 2, 3}), spool.sha256());
        }
    }

    @Test
    void directoryThatCannotTakeTheFileIsNamed() {
        Path absent = directory.resolve("absent");
        try (OutputSpool spool = new OutputSpool(absent)) {
            StciException failure = assertThrows(
                    StciException.class,
                    () -> spool.append(new byte[OutputSpool.MEMORY_BYTES + 1], 0, OutputSpool.MEMORY_BYTES + 1));
            assertEquals(Status.RESOURCE_EXHAUSTED, failure.status());
            assertTrue(failure.getMessage().contains(absent.toString()), failure.getMessage());
        }
    }

    @Test
    void interruptedThreadIsTold() {
        try (OutputSpool spool = new OutputSpool(directory)) {
            Thread.currentThread().interrupt();
            StciException failure = assertThrows(
                    StciException.class,
                    () -> spool.append(new byte[OutputSpool.MEMORY_BYTES + 1], 0, OutputSpool.MEMORY_BYTES + 1));
            assertEquals(Status.CANCELLED, failure.status());
            assertTrue(Thread.interrupted());
        }
    }

    private static byte[] appendRandom(OutputSpool spool, Random random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = random.nextInt(20); i >= 0; i--) {
            byte[] data = new byte[random.nextInt(40_000)];
            random.nextBytes(data);
            int offset = data.length / 7;
            spool.append(data, offset, data.length - offset);
            all.write(data, offset, data.length - offset);
        }
        return all.toByteArray();
    }

    private static void assertReads(OutputSpool spool, byte[] expected, int position, int count, String seed) {
        byte[] into = new byte[count + 5];
        int read = spool.read(position, into, 5, count);
        if (position == expected.length) {
            assertEquals(-1, read, seed);
            return;
        }
        assertEquals(Math.min(count, expected.length - position), read, seed);
        assertArrayEquals(
                Arrays.copyOfRange(expected, position, position + read), Arrays.copyOfRange(into, 5, 5 + read), seed);
    }

    /** Files of this directory that are open in this process though no name leads to them. */
    private long openSpoolFiles() throws IOException {
        long count = 0;
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                boolean open = Files.isSymbolicLink(descriptor);
                count += open && Files.readSymbolicLink(descriptor).startsWith(directory) ? 1 : 0;
            }
        }
        return count;
    }

    private static byte[] sha256(byte[] data) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(data);
    }
}
