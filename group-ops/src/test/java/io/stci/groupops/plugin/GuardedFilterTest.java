package io.stci.groupops.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedFilterTest {
    @Test
    void callsItsFilter() {
        Filter<Long, Long> filter = TestJar.filter("").open();
        assertEquals(5L, filter.lift(1, 5L));
        assertEquals(7L, filter.merge(3L, 4L));
        assertArrayEquals(new byte[] {'9'}, filter.encode(9L));
        assertEquals(9L, filter.decode(new byte[] {'9'}));
        assertEquals(9L, filter.complete(1, RankSet.of(1), 9L));
        assertEquals(EnumSet.of(Filter.Law.ASSOCIATIVE, Filter.Law.COMMUTATIVE), filter.laws());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throw new IllegalStateException(\"no\") | java.lang.IllegalStateException: no",
                "throw new IllegalStateException() | java.lang.IllegalStateException",
                "throw new AssertionError(1) | java.lang.AssertionError: 1",
                "throw new NoClassDefFoundError(\"a/B\") | java.lang.NoClassDefFoundError: a/B",
                "throw new StackOverflowError() | java.lang.StackOverflowError",
                "throw new OutOfMemoryError(\"Java heap space\") | java.lang.OutOfMemoryError: Java heap space",
                "throw new RuntimeException() { public String getMessage() { throw this; } } | tool.F$1 (its message can't be read)",
                "return (Long) (Object) \"x\" | java.lang.ClassCastException: class java.lang.String cannot be cast",
            })
    void saysWhatItsFilterThrew(String statement, String expected) {
        Filter<Long, Long> filter = TestJar.filter("public Long merge(Long a, Long b) { " + statement + "; }")
                .open();
        StciException failure = assertThrows(StciException.class, () -> filter.merge(1L, 2L));
        assertEquals(Status.INTERNAL, failure.status());
        assertTrue(
                failure.getMessage().startsWith("filter 'x' of jar tool.jar: merge threw " + expected),
                failure.getMessage());
        assertTrue(failure.getCause().getClass().getName().startsWith("io.stci."), "nothing of the jar is kept");
    }

    @Test
    void saysWhereItsFilterThrew() {
        Filter<Long, Long> filter = TestJar.filter("public Long merge(Long a, Long b) { throw new Error(); }")
                .open();
        StciException failure = assertThrows(StciException.class, () -> filter.merge(1L, 2L));
        assertEquals("tool.F", failure.getCause().getStackTrace()[0].getClassName());
        assertEquals("merge", failure.getCause().getStackTrace()[0].getMethodName());
    }

    @Test
    void saysWhereItsFilterLooped() {
        Filter<Long, Long> filter = TestJar.filter(
                        "public Long merge(Long a, Long b) { return around(); }" + " Long around() { for (;;) {} }")
                .open();
        StciException failure = assertThrows(StciException.class, () -> filter.merge(1L, 2L));
        assertTrue(java.util.Arrays.stream(failure.getCause().getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("around")));
    }

    @Test
    void keepsTheStatusThatItsFilterGave() {
        Filter<Long, Long> filter = TestJar.filter("public Long decode(byte[] e) { throw new StciException("
                        + "Status.PROTOCOL_ERROR, \"count\", \"has 0 bytes\", \"send it again\"); }")
                .open();
        StciException failure = assertThrows(StciException.class, () -> filter.decode(new byte[0]));
        assertEquals(Status.PROTOCOL_ERROR, failure.status());
        assertEquals(
                "filter 'x' of jar tool.jar: decode failed: count: has 0 bytes; send it again", failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"InternalError()", "UnknownError()", "OutOfMemoryError(\"Metaspace\")"})
    void passesErrorsOfTheJvmOn(String error) {
        Filter<Long, Long> filter = TestJar.filter("public Long merge(Long a, Long b) { throw new " + error + "; }")
                .open();
        assertThrows(VirtualMachineError.class, () -> filter.merge(1L, 2L));
        assertEquals(5L, filter.lift(1, 5L));
    }

    @Test
    void refusesNull() {
        Filter<Long, Long> filter = TestJar.filter("""
                        public Long lift(int rank, Long c) { return null; }
                        public Long merge(Long a, Long b) { return null; }
                        public byte[] encode(Long v) { return null; }
                        public Long decode(byte[] e) { return null; }
                        public Long complete(long wave, RankSet ranks, Long v) { return null; }
                        public Set<Law> laws() { return null; }
                        """).open();
        assertNull("lift", () -> filter.lift(1, 1L));
        assertNull("merge", () -> filter.merge(1L, 1L));
        assertNull("encode", () -> filter.encode(1L));
        assertNull("decode", () -> filter.decode(new byte[0]));
        assertNull("complete", () -> filter.complete(1, RankSet.of(1), 1L));
        assertNull("laws", filter::laws);
    }

    @Test
    void aProviderThatMakesNoFilterIsRefusedToo() {
        String source = TestJar.HEAD + "public class P implements FilterProvider {"
                + "public String name() { return \"x\"; } public Filter<?, ?> create(byte[] p) { p[0]++; return null; } }";
        LoadedFilters filters = new TestJar()
                .compiled(17, source)
                .services("tool.P # first", "tool.P")
                .load();
        byte[] parameters = {1};
        assertNull("create", () -> filters.provider("x").create(parameters));
        assertEquals(1, parameters[0], "parameters are the caller's");
    }

    @Test
    void whatComesBackTooLateHasFailed() {
        long[] stepNs = {0};
        long[] nowNs = {0};
        Filter<Long, Long> filter = TestJar.open(TestJar.filter("").load(Budget.DEFAULT, () -> nowNs[0] += stepNs[0]));
        stepNs[0] = 99_000_000L;
        assertEquals(3L, filter.merge(1L, 2L));
        stepNs[0] = 101_000_000L;
        StciException failure = assertThrows(StciException.class, () -> filter.merge(1L, 2L));
        assertEquals("ran longer than 100 ms in merge", failure.reason());
    }

    @Test
    void isCancelledOnceItsJarIsClosed() {
        LoadedFilters filters = TestJar.filter("").load();
        Filter<Long, Long> filter = TestJar.open(filters);
        filters.close();
        assertEquals(
                Status.CANCELLED,
                assertThrows(StciException.class, () -> filter.merge(1L, 2L)).status());
        assertTrue(filters.providers().isEmpty());
        assertEquals(
                Status.NOT_FOUND,
                assertThrows(StciException.class, () -> filters.provider("x")).status());
    }

    @Test
    void aBudgetMustBeInRange() {
        for (long timeNs : new long[] {-1, 0, 999_999, Long.MAX_VALUE}) {
            assertThrows(StciException.class, () -> new Budget(timeNs, 1 << 20));
        }
        for (long bytes : new long[] {-1, 0, 65_535, Long.MAX_VALUE}) {
            assertThrows(StciException.class, () -> new Budget(1_000_000, bytes));
        }
    }

    private static void assertNull(String call, Runnable running) {
        StciException failure = assertThrows(StciException.class, running::run);
        assertEquals(Status.INTERNAL, failure.status());
        assertEquals("filter 'x' of jar tool.jar: " + call + " returned null", failure.getMessage());
    }
}
