package io.stci.agents;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A file that only this user may open and that loses its name as soon as it is open. Threads: confined. */
final class SpoolFile {
    private static final Set<StandardOpenOption> OPTIONS = EnumSet.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    private static final FileAttribute<Set<PosixFilePermission>> OURS_ALONE = PosixFilePermissions.asFileAttribute(
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    private static final AtomicLong NEXT = new AtomicLong();

    private final FileChannel channel;

    private SpoolFile(FileChannel channel) {
        this.channel = channel;
    }

    static SpoolFile create(Path directory) throws IOException {
        long pid = ProcessHandle.current().pid();
        while (true) {
            Path path = directory.resolve("stci-output-" + pid + "-" + NEXT.getAndIncrement());
            try {
                return new SpoolFile(FileChannel.open(path, OPTIONS, OURS_ALONE));
            } catch (FileAlreadyExistsException leftByAnother) {
                continue;
            }
        }
    }

    void write(long position, ByteBuffer data) throws IOException {
        long at = position;
        while (data.hasRemaining()) {
            at += channel.write(data, at);
        }
    }

    /** Fills the buffer. */
    void read(long position, ByteBuffer into) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = channel.read(into, at);
            if (count < 0) {
                throw new EOFException("cut short at byte " + at);
            }
            at += count;
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
