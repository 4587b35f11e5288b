package io.stci.groupops.plugin;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Unpacks a jar into memory, within limits: what an entry says of its size is not believed. Classes for other Java releases
 * ({@code META-INF/versions}) are left out.
 */
final class JarEntries {
    private static final String OTHER_RELEASES = "META-INF/versions/";

    private final JarError error;
    private final JarLimits limits;
    private final Map<String, byte[]> contents = new HashMap<>();
    private int entries;
    private long unpackedBytes;

    private JarEntries(JarError error, JarLimits limits) {
        this.error = error;
        this.limits = limits;
    }

    /**
     * The files of a jar by their names.
     *
     * @throws StciException INVALID_ARGUMENT if it is no jar or damaged, RESOURCE_EXHAUSTED if it is beyond a limit
     */
    static Map<String, byte[]> unpack(byte[] jar, JarLimits limits, JarError error) {
        if (jar.length > limits.jarBytes()) {
            throw tooLarge(error, "has " + jar.length + " bytes; " + limits.jarBytes() + " are allowed");
        }
        JarEntries unpacking = new JarEntries(error, limits);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            unpacking.readAll(zip);
        } catch (IOException | IllegalArgumentException e) {
            throw error.invalid("is damaged: " + e.getMessage(), "build it anew", e);
        }
        if (unpacking.entries == 0) {
            throw error.invalid("is not a jar", "give a jar that holds a FilterProvider");
        }
        return unpacking.contents;
    }

    private void readAll(ZipInputStream zip) throws IOException {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (++entries > limits.entries()) {
                throw tooLarge(error, "has more than " + limits.entries() + " entries");
            }
            byte[] content = read(zip);
            String name = entry.getName();
            boolean wanted = !entry.isDirectory() && !name.startsWith(OTHER_RELEASES);
            if (wanted && contents.put(name, content) != null) {
                throw error.invalid("holds " + name + " twice", "build it anew");
            }
        }
    }

    private byte[] read(ZipInputStream zip) throws IOException {
        long roomBytes = limits.unpackedBytes() - unpackedBytes;
        byte[] content = zip.readNBytes((int) roomBytes + 1);
        unpackedBytes += content.length;
        if (unpackedBytes > limits.unpackedBytes()) {
            throw tooLarge(error, "unpacks to more than " + limits.unpackedBytes() + " bytes");
        }
        return content;
    }

    private static StciException tooLarge(JarError error, String reason) {
        return error.of(Status.RESOURCE_EXHAUSTED, reason, "leave out what the filters don't use");
    }
}
