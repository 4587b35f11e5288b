package io.stci.groupops.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EndlessFilterTest {
    private static final Budget ONLY_TIME = new Budget(20_000_000L, 1L << 40);

    /** Bodies of {@code merge(Long a, Long b)} that never come to an end by themselves. */
    private static final Map<String, String> BODIES = new LinkedHashMap<>();

    static {
        BODIES.put("while", "while (true) {}");
        BODIES.put("for", "for (;;) { a += b; }");
        BODIES.put("a condition that always holds", "int i = 0; while (i >= 0) { i = (i + 1) & 0xff; } return a;");
        BODIES.put("continue to a label", "outer: for (;;) { for (;;) { if (a > 0) continue outer; b++; } }");
        BODIES.put("switch", "for (int i = 0;;) { switch (i) { case 0: i = 1; continue; case 1: i = 0; break; } }");
        BODIES.put("catches all", "do { try { a++; } catch (Throwable t) { b++; } } while (true);");
        BODIES.put("catches all around a loop", "for (;;) { try { for (;;) a++; } catch (Throwable t) { b++; } }");
        BODIES.put(
                "catches all, thrice",
                "for (;;) try { for (;;) try { for (;;) try { f(); } catch (Throwable t) { f(); } }"
                        + " catch (Throwable t) { f(); } } catch (Throwable t) { f(); } }"
                        + " static void f() { for (;;) { try { if (true) throw new Error(); } catch (Throwable t) {} }");
        BODIES.put("continue in finally", "while (true) { try { for (;;) a++; } finally { continue; } }");
        BODIES.put("loop in finally", "try { return a; } finally { for (;;) b++; }");
        BODIES.put("throws within", "for (;;) { try { throw new RuntimeException(); } catch (RuntimeException e) {} }");
        BODIES.put("synchronized", "for (;;) { synchronized (this) { for (;;) { a++; } } }");
        BODIES.put(
                "synchronized, catches all",
                "for (;;) { try { synchronized (this) { for (;;) a++; } } catch (Throwable t) {} }");
        BODIES.put(
                "closes what it opened",
                "for (;;) { try (AutoCloseable c = () -> { for (;;) {} }) { for (;;) a++; } catch (Throwable t) {} }");
        BODIES.put("lambda", "Runnable r = () -> { while (true) {} }; r.run(); return a;");
        BODIES.put("stream that calls back", "return LongStream.iterate(0, i -> i + 1).filter(i -> i < 0).sum();");
        BODIES.put("generated stream", "return Stream.generate(() -> 1L).reduce(0L, (x, y) -> x + y);");
        BODIES.put("comparator", "new TreeSet<Long>((x, y) -> { while (true) {} }).addAll(List.of(a, b)); return a;");
        BODIES.put(
                "iterator without end",
                "Iterable<Long> all = () -> new Iterator<>() { public boolean hasNext() { return true; }"
                        + " public Long next() { return 1L; } }; new ArrayDeque<>(List.of(a)).removeAll("
                        + "new AbstractCollection<Long>() { public Iterator<Long> iterator() { return all.iterator(); }"
                        + " public int size() { return 1; } }); for (Long x : all) a += x; return a;");
        BODIES.put(
                "static initialiser",
                "return Slow.VALUE; } static class Slow { static Long VALUE = f();"
                        + " static Long f() { for (;;) {} }");
        BODIES.put("constructor", "return new Slow().hashCode() + 0L; } static class Slow { Slow() { for (;;) {} }");
        BODIES.put(
                "exception's message",
                "throw new IllegalStateException() { public String getMessage() { for (;;) {} } };");
        BODIES.put("wraps it", "try { for (;;) a++; } catch (Throwable t) { throw new RuntimeException(t); }");
        BODIES.put("swallows it at the end", "try { for (;;) a++; } catch (Throwable t) { return b; }");
    }

    static Stream<Arguments> bodies() {
        return BODIES.keySet().stream()
                .flatMap(name -> TestJar.releases().mapToObj(release -> Arguments.of(name, release)));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void isEndedByTime(String name, int release) {
        Filter<Long, Long> filter = merging(release, BODIES.get(name));
        StciException failure = assertThrows(StciException.class, () -> filter.merge(1L, 2L));
        if (name.equals("exception's message")) {
            assertEquals(Status.INTERNAL, failure.status());
            return;
        }
        assertEquals(Status.RESOURCE_EXHAUSTED, failure.status(), failure.getMessage());
        assertTrue(failure.getMessage().startsWith("filter 'x' of jar tool.jar: ran longer than 20 ms in merge"));
        assertEquals("ok", new String(filter.encode(3L)).replace("3", "ok"), "other calls go on");
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.plugin.TestJar#releases")
    void isEndedByItsStackOrByTime(int release) {
        String[] bodies = {
            "return merge(a, b);",
            "try { return merge(a, b); } catch (Throwable t) { return merge(a, b); }",
            "try { return merge(a, b); } finally { merge(b, a); }",
            "return f(a); } Long f(Long x) { return g(x) + 1; } Long g(Long x) { return f(x) + 1; "
        };
        for (String body : bodies) {
            StciException failure = assertThrows(
                    StciException.class, () -> merging(release, body).merge(1L, 2L));
            assertTrue(
                    failure.status() == Status.RESOURCE_EXHAUSTED
                            || failure.getMessage().contains("merge threw java.lang.StackOverflowError"),
                    failure.getMessage());
        }
    }

    @Test
    void isEndedInEachOfItsMethods() {
        Filter<Long, Long> filter = TestJar.filter("""
                        public Long lift(int rank, Long c) { for (;;) {} }
                        public byte[] encode(Long v) { for (;;) {} }
                        public Long decode(byte[] e) { for (;;) {} }
                        public Long complete(long wave, RankSet ranks, Long v) { for (;;) {} }
                        public Set<Law> laws() { return new AbstractSet<>() {
                            public int size() { return 3; }
                            public Iterator<Law> iterator() { for (;;) {} } }; }
                        """).open();
        assertOverTime("lift", () -> filter.lift(1, 2L));
        assertOverTime("encode", () -> filter.encode(2L));
        assertOverTime("decode", () -> filter.decode(new byte[0]));
        assertOverTime("complete", () -> filter.complete(1, io.stci.core.RankSet.of(1), 2L));
        assertOverTime("laws", filter::laws);
    }

    @Test
    void isEndedByStepsWhereTheClockStandsStill() {
        Filter<Long, Long> filter = TestJar.open(TestJar.filter("public Long merge(Long a, Long b) { for (;;) {} }")
                .load(new Budget(1_000_000L, 1L << 20), () -> 0));
        assertThrows(StciException.class, () -> filter.merge(1L, 2L));
    }

    @Test
    void isEndedByTheRealClockToo() {
        long startNs = System.nanoTime();
        Filter<Long, Long> filter = TestJar.open(TestJar.filter("public Long merge(Long a, Long b) { for (;;) {} }")
                .load(new Budget(50_000_000L, 1L << 20), System::nanoTime));
        assertThrows(StciException.class, () -> filter.merge(1L, 2L));
        assertTrue(System.nanoTime() - startNs < 60_000_000_000L);
    }

    private static Filter<Long, Long> merging(int release, String body) {
        return TestJar.open(TestJar.filter(release, "public Long merge(Long a, Long b) { " + body + " }")
                .load(ONLY_TIME, TestJar.millisecondSteps()));
    }

    private static void assertOverTime(String call, Runnable running) {
        StciException failure = assertThrows(StciException.class, running::run);
        assertEquals(Status.RESOURCE_EXHAUSTED, failure.status());
        assertEquals("ran longer than 100 ms in " + call, failure.reason());
    }
}
