package io.stci.groupops.plugin;

import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/**
 * What code of a filter must not call, as far as its class files show it: what ends or blocks the process, leaves the thread, or
 * runs code that no budget holds. Calls by reflection are not seen.
 */
final class ForbiddenCalls {
    private static final Set<String> METHODS = Set.of(
            "java/lang/System.exit",
            "java/lang/System.load",
            "java/lang/System.loadLibrary",
            "java/lang/System.setIn",
            "java/lang/System.setOut",
            "java/lang/System.setErr",
            "java/lang/Runtime.exit",
            "java/lang/Runtime.halt",
            "java/lang/Runtime.exec",
            "java/lang/Runtime.load",
            "java/lang/Runtime.loadLibrary",
            "java/lang/Runtime.addShutdownHook",
            "java/lang/Thread.<init>",
            "java/lang/Thread.start",
            "java/lang/Thread.startVirtualThread",
            "java/lang/Thread.ofVirtual",
            "java/lang/Thread.ofPlatform",
            "java/lang/Thread.sleep",
            "java/lang/Thread.join",
            "java/lang/Thread.stop",
            "java/lang/Thread.suspend",
            "java/util/concurrent/locks/LockSupport.park",
            "java/util/concurrent/locks/LockSupport.parkNanos",
            "java/util/concurrent/locks/LockSupport.parkUntil",
            "java/lang/ClassLoader.<init>",
            "java/security/SecureClassLoader.<init>",
            "java/net/URLClassLoader.<init>",
            "java/net/URLClassLoader.newInstance",
            "java/lang/invoke/MethodHandles$Lookup.defineClass",
            "java/lang/invoke/MethodHandles$Lookup.defineHiddenClass",
            "java/lang/invoke/MethodHandles$Lookup.defineHiddenClassWithClassData");

    /** Nothing of these may be called. */
    private static final Set<String> CLASSES = Set.of(
            "java/lang/ProcessBuilder",
            "java/util/Timer",
            "java/util/concurrent/Executors",
            "java/util/concurrent/ForkJoinPool",
            "java/util/concurrent/ThreadPoolExecutor",
            "java/util/concurrent/ScheduledThreadPoolExecutor",
            "sun/misc/Unsafe");

    private static final Set<String> FUTURES = Set.of(
            "java/util/concurrent/CompletableFuture",
            "java/util/concurrent/Future",
            "java/util/concurrent/FutureTask",
            "java/util/concurrent/ForkJoinTask");

    private static final Set<String> WAITING_FOR_FUTURES = Set.of("get", "join", "fork", "invoke", "invokeAll");

    private static final Set<String> WAITING = Set.of(
            "await",
            "awaitNanos",
            "awaitUntil",
            "awaitUninterruptibly",
            "acquire",
            "acquireUninterruptibly",
            "take",
            "takeFirst",
            "takeLast",
            "exchange",
            "transfer",
            "sleep");

    private static final Set<String> WAIT_DESCRIPTORS = Set.of("()V", "(J)V", "(JI)V");

    private ForbiddenCalls() {}

    /** @param owner internal name of the class that the call names */
    static boolean contains(String owner, String name, String descriptor) {
        return METHODS.contains(owner + "." + name)
                || CLASSES.contains(owner)
                || owner.startsWith("jdk/internal/")
                || (name.equals("wait") && WAIT_DESCRIPTORS.contains(descriptor))
                || isParallel(owner, name)
                || waits(owner, name);
    }

    /** Methods are also reached as constants: {@code Thread::start}. The readable name of a forbidden one, null if there is none. */
    static String within(Object constant) {
        if (constant instanceof Handle handle) {
            boolean forbidden = contains(handle.getOwner(), handle.getName(), handle.getDesc());
            return forbidden ? readable(handle.getOwner(), handle.getName()) : null;
        }
        if (constant instanceof ConstantDynamic dynamic) {
            return IntStream.range(0, dynamic.getBootstrapMethodArgumentCount())
                    .mapToObj(i -> within(dynamic.getBootstrapMethodArgument(i)))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(within(dynamic.getBootstrapMethod()));
        }
        return null;
    }

    /** As source code names a member. */
    static String readable(String owner, String member) {
        return Type.getObjectType(owner).getClassName() + "." + member;
    }

    /** The process's standard input is not the filter's to read. */
    static boolean containsField(String owner, String name) {
        return owner.equals("java/lang/System") && name.equals("in");
    }

    private static boolean isParallel(String owner, String name) {
        return name.equals("parallelStream")
                || (name.equals("parallel") && owner.startsWith("java/util/stream/"))
                || (name.startsWith("parallel") && owner.equals("java/util/Arrays"))
                || (name.endsWith("Async") && owner.startsWith("java/util/concurrent/Complet"));
    }

    private static boolean waits(String owner, String name) {
        return (FUTURES.contains(owner) && WAITING_FOR_FUTURES.contains(name))
                || (owner.startsWith("java/util/concurrent/") && WAITING.contains(name));
    }
}
