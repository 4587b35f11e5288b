package io.stci.agents;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;

/** A session's private directory on this host: its sockets, logs and spool files. Threads: no state. */
final class SessionDirectory {
    /** The longest path that a Unix socket in it may add. */
    private static final int MAX_SOCKET_PATH_BYTES = 107;

    private static final String PREFIX = "stci-";
    /** Holds who made the directory. */
    private static final String OWNER = "front-end";

    private static final String LONGEST_SOCKET_NAME = "/n16777216.sock";

    private SessionDirectory() {}

    /** Makes it, for this user only, and removes what front-ends that were killed could not. */
    static Path create(String session) {
        removeAbandoned();
        Path directory = base().resolve(PREFIX + session);
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(directory.resolve(OWNER), identity(ProcessHandle.current()));
            return directory;
        } catch (IOException e) {
            throw new StciException(
                    Status.PERMISSION_DENIED,
                    "directory " + directory,
                    "can't be made: " + reason(e),
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

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such directory" : e.getMessage();
    }

    /** Only what is ours, and no link: in /tmp anybody may plant a name. One without an owner is being made. */
    private static void removeAbandoned() {
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(base(), PREFIX + "*")) {
            for (Path candidate : candidates) {
                Path owner = candidate.resolve(OWNER);
                if (isOurs(candidate) && Files.isReadable(owner) && !isAlive(Files.readString(owner))) {
                    sweep(candidate.getFileName().toString().substring(PREFIX.length()), candidate);
                }
            }
        } catch (IOException | DirectoryIteratorException | NumberFormatException | StringIndexOutOfBoundsException e) {
            // Somebody else is removing them at the same moment, or the directory can't be read: making ours will tell.
            return;
        }
    }

    private static boolean isOurs(Path candidate) throws IOException {
        UserPrincipal self = Files.getOwner(Path.of("/proc/self"));
        return Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(candidate, LinkOption.NOFOLLOW_LINKS).equals(self);
    }

    private static boolean isAlive(String identity) {
        long pid = Long.parseLong(identity.substring(0, identity.indexOf(' ')));
        return ProcessHandle.of(pid)
                .filter(process -> identity(process).equals(identity))
                .isPresent();
    }

    /** The start time tells a process from another that got its number later. */
    private static String identity(ProcessHandle process) {
        String started = process.info().startInstant().map(Instant::toString).orElse("");
        return process.pid() + " " + started;
    }

    private static Path base() {
        String asked = System.getenv().getOrDefault("TMPDIR", "");
        String temporary = asked.isEmpty() ? System.getProperty("java.io.tmpdir") : asked;
        Path base = Path.of(temporary).toAbsolutePath();
        int bytes = base.toString().getBytes(StandardCharsets.UTF_8).length;
        boolean tooLong = bytes + "/stci-00000000".length() + LONGEST_SOCKET_NAME.length() > MAX_SOCKET_PATH_BYTES;
        return tooLong ? Path.of("/tmp") : base;
    }
}
