package io.stci.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.Serializable;
import java.util.Set;

/** What protocol logic must get handed in instead of reaching for, in the terms that ArchUnit matches. */
final class Impurities {
    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.util.Calendar.getInstance",
            "java.util.Date.<init>");

    private static final Set<String> RANDOM_SOURCES = Set.of(
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.util.UUID.randomUUID",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.random.RandomGenerator.of");

    /** Random only without the argument that makes them repeatable: a seed, or a source to draw from. */
    private static final Set<String> UNSEEDED = Set.of(
            "java.util.Random.<init>()",
            "java.util.SplittableRandom.<init>()",
            "java.util.Collections.shuffle(java.util.List)");

    private static final Set<String> RANDOM_CLASSES =
            Set.of("java.security.SecureRandom", "java.util.concurrent.ThreadLocalRandom");

    private static final Set<String> IO_PACKAGES =
            Set.of("java.net", "java.nio.channels", "java.nio.file", "java.nio.file.attribute");

    private static final Set<String> IO_AND_THREAD_CLASSES = Set.of(
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.io.RandomAccessFile",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.Thread",
            "java.util.Timer",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.concurrent.ThreadPoolExecutor");

    private static final Set<String> SERIALIZERS = Set.of(
            "java.io.Externalizable",
            "java.io.ObjectInput",
            "java.io.ObjectInputStream",
            "java.io.ObjectOutput",
            "java.io.ObjectOutputStream");

    private Impurities() {}

    static DescribedPredicate<JavaAccess<?>> systemClock() {
        return describe("is the system's clock", access -> CLOCKS.contains(member(access)) || isJavaTimeNow(access));
    }

    static DescribedPredicate<JavaAccess<?>> randomSource() {
        return describe(
                "is a random source",
                access -> RANDOM_SOURCES.contains(member(access))
                        || UNSEEDED.contains(signature(access))
                        || RANDOM_CLASSES.contains(access.getTargetOwner().getName()));
    }

    static DescribedPredicate<JavaClass> ioOrThreads() {
        return describe(
                "do I/O or start threads",
                type -> IO_PACKAGES.contains(type.getPackageName()) || IO_AND_THREAD_CLASSES.contains(outermost(type)));
    }

    static DescribedPredicate<JavaClass> serializers() {
        return describe("serialize Java objects", type -> SERIALIZERS.contains(type.getName()));
    }

    /** Only what says so itself: enums and exceptions inherit it. */
    static DescribedPredicate<JavaClass> declareSerializable() {
        return describe(
                "declare Serializable",
                type -> type.getRawInterfaces().stream().anyMatch(raw -> raw.isEquivalentTo(Serializable.class)));
    }

    /** {@code Instant.now()} and its kin, {@code Clock.systemUTC()} and {@code Clock.tickSeconds(zone)} and theirs. */
    private static boolean isJavaTimeNow(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        boolean inJavaTime = access.getTargetOwner().getPackageName().startsWith("java.time");
        return inJavaTime && (name.equals("now") || name.startsWith("system") || name.startsWith("tick"));
    }

    private static String member(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getTarget().getName();
    }

    private static String signature(JavaAccess<?> access) {
        return access.getTarget().getFullName();
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
