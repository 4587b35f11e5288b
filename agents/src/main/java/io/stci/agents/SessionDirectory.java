package io.stci.agents;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A session's private directory on this host: its sockets, logs and spool files. Threads: no state. */
final class SessionDirectory {
    /** The longest path that a Unix socket in it may add. */
    private static final int MAX_SOCKET_PATH_BYTES = 107;

    private static final String LONGEST_SOCKET_NAME = "/n16777216.sock";

    private SessionDirectory() {}

    /** Makes it, for this user only. */
    static Path create(String session) {
        Path directory = base().resolve("stci-" + session);
        try {
            return Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new StciException(
                    Status.PERMISSION_DENIED,
                    "directory " + directory,
                    "can't be made: " + e,
                    "point TMPDIR to a directory that you may write",
                    e);
        }
    }

    /** The session is gone from above: ends what it left on this host, and removes its directory. */
    static void sweep(String session, Path directory) {
        ProcessSweep.kill(session);
        delete(directory);
    }

    /** Removes the directory and its files. Several processes may do so at once: what is gone already counts as removed. */
    static void delete(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            if (Files.exists(directory)) {
                System.err.println("stci: directory " + directory + ": can't be removed: " + e);
            }
        }
    }

    private static Path base() {
        String temporary = System.getenv().getOrDefault("TMPDIR", System.getProperty("java.io.tmpdir"));
        Path base = Path.of(temporary).toAbsolutePath();
        boolean tooLong = base.toString().length() + "/stci-00000000".length() + LONGEST_SOCKET_NAME.length()
                > MAX_SOCKET_PATH_BYTES;
        return tooLong ? Path.of("/tmp") : base;
    }
}
