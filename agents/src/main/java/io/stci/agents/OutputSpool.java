package io.stci.agents;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Keeps one whole output of a command until it is asked for: its first 64 KiB in memory, the rest in a file that no name
 * leads to, so that it goes with this process, however that ends.
 *
 * <p>Threads: confined. Errors: RESOURCE_EXHAUSTED, naming the directory, if the file can't be made, written or read;
 * CANCELLED if the thread is interrupted meanwhile. After either only {@link #close} is of use.
 */
final class OutputSpool implements AutoCloseable {
    static final int MEMORY_BYTES = 64 * 1024;

    private static final int FIRST_BYTES = 1024;

    private final Path directory;
    private final MessageDigest digest = newDigest();
    private byte[] memory = new byte[FIRST_BYTES];
    private SpoolFile file;
    private long length;

    /** @param directory where the file goes, should there be need for one */
    OutputSpool(Path directory) {
        this.directory = directory;
    }

    /** @param data copied before the call returns */
    void append(byte[] data, int offset, int count) {
        int kept = (int) Math.min(count, Math.max(0, MEMORY_BYTES - length));
        keep(data, offset, kept);
        if (kept < count) {
            write(ByteBuffer.wrap(data, offset + kept, count - kept));
        }
        digest.update(data, offset, count);
        length += count;
    }

    /** How many bytes were appended. */
    long length() {
        return length;
    }

    /** The SHA-256 of all that was appended up to now. */
    byte[] sha256() {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new StciException(Status.INTERNAL, "SHA-256", "can't be copied in this JVM", "", e);
        }
    }

    /**
     * Reads what was appended, from a position in it.
     *
     * @return how many bytes were read: count, or fewer at the end; -1 at or after the end
     */
    int read(long position, byte[] into, int offset, int count) {
        if (position >= length) {
            return -1;
        }
        int wanted = (int) Math.min(count, length - position);
        int fromMemory = (int) Math.min(wanted, Math.max(0, MEMORY_BYTES - position));
        if (fromMemory > 0) {
            System.arraycopy(memory, (int) position, into, offset, fromMemory);
        }
        if (fromMemory < wanted) {
            long filePosition = position + fromMemory - MEMORY_BYTES;
            readFile(filePosition, ByteBuffer.wrap(into, offset + fromMemory, wanted - fromMemory));
        }
        return wanted;
    }

    /** Gives memory and file back. */
    @Override
    public void close() {
        memory = new byte[0];
        length = 0;
        SpoolFile closing = file;
        file = null;
        if (closing != null) {
            attempt("closed", closing::close);
        }
    }

    private void keep(byte[] data, int offset, int count) {
        int needed = (int) Math.min(MEMORY_BYTES, length) + count;
        if (needed > memory.length) {
            memory = Arrays.copyOf(memory, Math.min(MEMORY_BYTES, Math.max(needed, 2 * memory.length)));
        }
        System.arraycopy(data, offset, memory, needed - count, count);
    }

    private void write(ByteBuffer rest) {
        long filePosition = Math.max(0, length - MEMORY_BYTES);
        attempt("written", () -> {
            if (file == null) {
                file = SpoolFile.create(directory);
            }
            file.write(filePosition, rest);
        });
    }

    private void readFile(long filePosition, ByteBuffer into) {
        attempt("read", () -> file.read(filePosition, into));
    }

    private void attempt(String verb, FileAction action) {
        try {
            action.run();
        } catch (ClosedByInterruptException e) {
            throw new StciException(
                    Status.CANCELLED, "spool in " + directory, "interrupted while it was " + verb, "", e);
        } catch (IOException e) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED,
                    "spool in " + directory,
                    "can't be " + verb + ": " + e.getMessage(),
                    "free space there or choose another directory",
                    e);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new StciException(Status.INTERNAL, "SHA-256", "is missing in this JVM", "", e);
        }
    }

    @FunctionalInterface
    private interface FileAction {
        void run() throws IOException;
    }
}
