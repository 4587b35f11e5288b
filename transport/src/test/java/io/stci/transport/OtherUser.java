package io.stci.transport;

import io.stci.core.StciException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Plays another user, as only root can: runs a {@link UnixClient} as {@code nobody}. */
final class OtherUser {
    static final String WHY_NOT = "only root can become another user, with setpriv";

    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");
    private static final int PATIENCE_S = 60;

    private OtherUser() {}

    static boolean canBePlayed() throws IOException {
        boolean isRoot = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        return isRoot && Files.isExecutable(Path.of("/usr/bin/setpriv"));
    }

    /**
     * Connects to a socket in a directory that is opened to all, and returns what the other end refuses with.
     */
    static StciException connect(Path directory, Address address) throws IOException, InterruptedException {
        letEverybodyIn(directory, address);
        Process client = new ProcessBuilder(command(directory, address))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = client.getInputStream()) {
            byte[] heard = HexFormat.of().parseHex(new String(out.readAllBytes()));
            return HandshakeFrames.readRefusal(FrameBytes.read(Arrays.copyOfRange(heard, 4, heard.length)));
        } finally {
            client.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            client.destroyForcibly();
        }
    }

    private static void letEverybodyIn(Path directory, Address address) throws IOException {
        Path socket = Path.of(address.name());
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** The class alone is laid where everybody may read it: the class path may be in somebody's home. */
    private static List<String> command(Path directory, Address address) throws IOException {
        String file = UnixClient.class.getName().replace('.', '/') + ".class";
        Path copy = directory.resolve("classes").resolve(file);
        Files.createDirectories(copy.getParent());
        try (InputStream original = UnixClient.class.getClassLoader().getResourceAsStream(file)) {
            Files.copy(original, copy);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> jvm = List.of(
                java, "-cp", directory.resolve("classes").toString(), UnixClient.class.getName(), address.name());
        return Stream.concat(AS_NOBODY.stream(), jvm.stream()).toList();
    }
}
