package io.stci.groupops.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForbiddenCallsTest {
    private static final Map<String, String> CALLS = Map.ofEntries(
            Map.entry("System.exit(1);", "java.lang.System.exit"),
            Map.entry("Runtime.getRuntime().halt(1);", "java.lang.Runtime.halt"),
            Map.entry("Runtime.getRuntime().exec(\"x\");", "java.lang.Runtime.exec"),
            Map.entry("new Thread();", "java.lang.Thread.<init>"),
            Map.entry("new Thread() {};", "java.lang.Thread.<init>"),
            Map.entry("Consumer<Thread> c = Thread::start;", "java.lang.Thread.start"),
            Map.entry("Thread.sleep(1);", "java.lang.Thread.sleep"),
            Map.entry("new ProcessBuilder(\"x\");", "java.lang.ProcessBuilder.<init>"),
            Map.entry("a.wait();", "java.lang.Object.wait"),
            Map.entry("new Object().wait(1);", "java.lang.Object.wait"),
            Map.entry("java.util.concurrent.locks.LockSupport.park();", "java.util.concurrent.locks.LockSupport.park"),
            Map.entry(
                    "new java.util.concurrent.CountDownLatch(1).await();", "java.util.concurrent.CountDownLatch.await"),
            Map.entry("List.of(a).parallelStream();", "java.util.List.parallelStream"),
            Map.entry("Stream.of(a).parallel();", "java.util.stream.Stream.parallel"),
            Map.entry(
                    "java.util.concurrent.CompletableFuture.runAsync(() -> {});",
                    "java.util.concurrent.CompletableFuture.runAsync"),
            Map.entry(
                    "java.util.concurrent.Executors.newCachedThreadPool();",
                    "java.util.concurrent.Executors.newCachedThreadPool"),
            Map.entry("System.in.read();", "java.lang.System.in"),
            Map.entry("new ClassLoader() {};", "java.lang.ClassLoader.<init>"));

    static java.util.Set<String> calls() {
        return CALLS.keySet();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void areRefusedBeforeAnythingRuns(String call) {
        TestJar jar = TestJar.filter("void f(Long a) throws Exception { " + call + " }");
        StciException refusal = assertThrows(StciException.class, jar::load);
        assertEquals(Status.PERMISSION_DENIED, refusal.status());
        assertTrue(refusal.reason().matches("tool\\.F(\\$1)?\\..+ (calls|uses) .*"), refusal.reason());
        assertTrue(refusal.reason().endsWith(" " + CALLS.get(call)), refusal.reason());
    }

    @Test
    void nativeMethodsAndFinalizersToo() {
        assertRefused("native void f();", "tool.F.f is native");
        assertRefused("protected void finalize() {}", "tool.F.finalize would run on another thread");
    }

    @Test
    void whatNobodyReachesHarmsNobody() {
        TestJar jar = TestJar.filter("static Object f() throws Exception { return Class.forName(\"other.Unused\"); }"
                        + " public Long merge(Long a, Long b) { try { f(); } catch (Exception e) {} return a + b; }")
                .compiled(17, "package other; public class Unused { static { System.exit(1); } }");
        var filter = jar.open();
        StciException refusal = assertThrows(
                StciException.class,
                () -> TestJar.open(TestJar.filter(
                                        "public Long merge(Long a, Long b) { try { Class.forName(\"other.Unused\"); }"
                                                + " catch (ClassNotFoundException e) {} return a + b; }")
                                .compiled(17, "package other; public class Unused { static { System.exit(1); } }")
                                .load())
                        .merge(1L, 2L));
        assertEquals(Status.PERMISSION_DENIED, refusal.status());
        assertEquals(3L, filter.merge(1L, 2L), "who catches the refusal goes on without the class");
    }

    private static void assertRefused(String member, String reason) {
        StciException refusal = assertThrows(StciException.class, TestJar.filter(member)::load);
        assertEquals(Status.PERMISSION_DENIED, refusal.status());
        assertEquals(reason, refusal.reason());
    }
}
