package io.stci.groupops.plugin;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What {@link FilterJar} says that it can't do, and what it does then. */
public class NotHeldByABudgetTest {
    /** That a test's jar started. */
    public static final AtomicReference<Thread> STARTED = new AtomicReference<>();

    @Test
    void aRegularExpressionThatGoesBackAndForthFailsOnceItComesBack() {
        assertLate("return \"" + "a".repeat(100) + "\".matches(\"a*a*a*a*a*b\") ? a : b;");
    }

    @Test
    void aStreamOfNothingButTheJdksMethodsFailsOnceItComesBack() {
        assertLate("return Stream.iterate(java.math.BigInteger.ONE, java.math.BigInteger.ONE::add)"
                + ".limit(2_000_000).count() + Stream.generate(Object::new).limit(2_000_000)"
                + ".filter(Objects::isNull).count();");
    }

    @Test
    void waitingByReflectionFailsOnceItComesBack() {
        assertLate("try { Thread.class.getMethod(\"sleep\", long.class).invoke(null, 150L); return a; }"
                + " catch (ReflectiveOperationException e) { throw new RuntimeException(e); }");
    }

    @Test
    void oneTextThatTheHeapCannotHoldFailsItsCallOnly() {
        Filter<Long, Long> filter =
                opened("return (long) String.join(\"\", Collections.nCopies(1 << 30, \"xxxx\")).length();");
        StciException failure = assertThrows(StciException.class, () -> filter.merge(1L, 2L));
        assertTrue(failure.getMessage().contains("OutOfMemoryError") || failure.status() == Status.RESOURCE_EXHAUSTED);
        assertEquals(5L, filter.lift(1, 5L));
    }

    @Test
    void codeLeftOnAnotherThreadEndsWithItsCall() {
        Filter<Long, Long> filter = opened("""
                Runnable endless = () -> { for (;;) {} };
                try { Thread thread = Thread.class.getConstructor(Runnable.class).newInstance(endless);
                  io.stci.groupops.plugin.NotHeldByABudgetTest.STARTED.set(thread);
                  Thread.class.getMethod("start").invoke(thread); return a; }
                catch (ReflectiveOperationException e) { throw new RuntimeException(e); }
                """);
        try {
            filter.merge(1L, 2L);
        } catch (StciException e) {
            assertEquals(Status.RESOURCE_EXHAUSTED, e.status(), "the thread used up the budget of its call");
        }
        await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !STARTED.get().isAlive());
        assertEquals(5L, filter.lift(1, 5L));
    }

    private static void assertLate(String body) {
        Filter<Long, Long> filter = opened(body);
        long startNs = System.nanoTime();
        StciException failure = assertThrows(StciException.class, () -> filter.merge(1L, 2L));
        System.out.println(body.substring(0, 40) + " took " + (System.nanoTime() - startNs) / 1_000_000 + " ms");
        assertEquals(Status.RESOURCE_EXHAUSTED, failure.status());
        assertTrue(failure.reason().endsWith(" in merge"), failure.reason());
        assertEquals(5L, filter.lift(1, 5L));
    }

    private static Filter<Long, Long> opened(String body) {
        return TestJar.open(TestJar.filter("public Long merge(Long a, Long b) { " + body + " }")
                .load(Budget.DEFAULT, System::nanoTime));
    }
}
