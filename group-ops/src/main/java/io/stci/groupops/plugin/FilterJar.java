package io.stci.groupops.plugin;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.DownFilterProvider;
import io.stci.groupops.filter.FilterProvider;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Loads filters of a tool's own from the bytes of a jar.
 *
 * <p>Guarantees, for code that javac and its like have compiled:
 * <ul>
 * <li>Bytes that are not those of the digest are not looked at; nothing of the jar is written to disk.
 * <li>Each jar has a class loader of its own: classes of the same name in two jars, or in two versions of one, never meet.
 * <li>Code of the jar, its constructors and static initialisers included, runs only while a call of it is under way, and each
 *     call comes back soon after its {@link Budget} is used up, with a result or a {@link StciException}: whatever loops, recurs,
 *     catches or allocates in classes of the jar is ended.
 * <li>Native methods and calls that end the process, wait, or go to another thread are refused before anything runs.
 * </ul>
 *
 * <p>This is protection against mistakes, not a sandbox. Not held by any budget, and noticed only when it comes back, if it does:
 * <ul>
 * <li>work within the JDK that never calls code of the jar: a regular expression that goes back and forth (seconds), a power of
 *     large numbers (10 s for {@code 123456789^1000000}), sorting, and a stream without end of nothing but the JDK's own
 *     methods, which never comes back;
 * <li>what one such call allocates: at most what the heap has. Where it has not enough, that call gets an
 *     {@code OutOfMemoryError} and fails, but so may others of the process at that moment;
 * <li>input and output that blocks, and monitors that somebody else holds;
 * <li>what is called by reflection or method handles that are looked up by name: {@code Thread.sleep} found so is not refused.
 *     Code that still runs on another thread after the call ends at its next loop or method call;
 * <li>a JDK class whose initialiser is cut short by a stack that ran over in it stays unusable in this process;
 * <li>objects that the filter keeps from wave to wave: each call is bounded, their sum is not.
 * </ul>
 *
 * <p>Threads: {@link #load} and all calls of what it returns belong to one thread, the node's. Loading takes as long as reading
 * the classes that the providers can reach: 30 to 60 ms for each 100 KiB while the JVM is cold, so a jar should be small.
 */
public final class FilterJar {
    private FilterJar() {}

    /** SHA-256 of a jar's bytes, 32 bytes. */
    public static byte[] digest(byte[] jar) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(jar);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /**
     * Verifies, reads and starts the filters of a jar.
     *
     * @param name for messages only
     * @param jar its bytes, which are not kept
     * @param expectedSha256 32 bytes
     * @param budget of each call, those made while loading too
     * @param nowNs nanoseconds since some fixed moment, never running backward; read on the calling thread only. With the
     *     thread's CPU time a filter is not blamed for the time in which its node was kept from running
     * @throws StciException PROTOCOL_ERROR if the digest is another; RESOURCE_EXHAUSTED if the jar is too large, packed or
     *     unpacked, or a provider used up its budget; PERMISSION_DENIED if it calls what filters must not, or has native methods;
     *     NOT_FOUND if classes are missing; INTERNAL if a provider throws as it is made; INVALID_ARGUMENT if it is otherwise no
     *     jar of filters: damaged, without providers, compiled for a newer Java, with two filters of one name
     */
    public static LoadedFilters load(
            String name, byte[] jar, byte[] expectedSha256, Budget budget, LongSupplier nowNs) {
        return load(name, jar, expectedSha256, budget, Meters.ofThisThread(nowNs), JarLimits.DEFAULT);
    }

    static LoadedFilters load(
            String name, byte[] jar, byte[] expectedSha256, Budget budget, Meters meters, JarLimits limits) {
        JarError error = new JarError(name);
        checkDigest(jar, expectedSha256, error);
        Map<String, byte[]> entries = JarEntries.unpack(jar, limits, error);
        Set<String> up = ServiceFile.providers(FilterProvider.class, entries, error);
        Set<String> down = ServiceFile.providers(DownFilterProvider.class, entries, error);
        Set<String> classNames = new LinkedHashSet<>(up);
        classNames.addAll(down);
        if (classNames.isEmpty()) {
            throw error.invalid(
                    "has no " + ServiceFile.NAME, "name the classes of its filter providers there, one a line");
        }
        FilterClassLoader loader = new FilterClassLoader(entries, new Checks(meters, budget), error);
        Reach.prepare(loader, classNames, error);
        Map<String, FilterProvider> filters = new Providers<>(
                        FilterProvider.class, FilterProvider::name, GuardedProvider::new, loader, error)
                .make(up);
        Map<String, DownFilterProvider> downFilters = new Providers<>(
                        DownFilterProvider.class, DownFilterProvider::name, GuardedDownProvider::new, loader, error)
                .make(down);
        return new LoadedFilters(name, filters, downFilters, loader);
    }

    private static void checkDigest(byte[] jar, byte[] expected, JarError error) {
        byte[] actual = digest(jar);
        if (!MessageDigest.isEqual(actual, expected)) {
            HexFormat hex = HexFormat.of();
            throw error.of(
                    Status.PROTOCOL_ERROR,
                    "has the SHA-256 " + hex.formatHex(actual) + ", and not " + hex.formatHex(expected),
                    "send it again");
        }
    }
}
