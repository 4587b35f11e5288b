package io.stci.groupops.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GreedyFilterTest {
    private static final long LIMIT_BYTES = 32L << 20;
    private static final Budget ONLY_BYTES = new Budget(3_600_000_000_000L, LIMIT_BYTES);

    /** Bodies of {@code merge(Long a, Long b)} that allocate more than they may. */
    private static final Map<String, String> BODIES = new LinkedHashMap<>();

    static {
        BODIES.put("one huge array", "return (long) new byte[1 << 30].length;");
        BODIES.put("the largest array", "return (long) new long[Integer.MAX_VALUE].length;");
        BODIES.put("references", "return (long) new Object[1 << 28].length;");
        BODIES.put("two dimensions", "return (long) new byte[1 << 14][1 << 14].length;");
        BODIES.put("many empty rows", "return (long) new byte[1 << 24][0].length;");
        BODIES.put("five dimensions", "return (long) new int[64][64][64][64][64].length;");
        BODIES.put("some of its dimensions", "return (long) new int[1 << 12][1 << 12][].length;");
        BODIES.put("the most dimensions", "return (long) new int[1 << 30][1 << 30][1 << 30][1 << 30].length;");
        BODIES.put("many small objects", "Object o = a; for (;;) { o = new Object[] {o}; }");
        BODIES.put("many garbage objects", "for (;;) { a = new Long(a + 1000); }");
        BODIES.put(
                "many arrays of 1 MiB",
                "List<Object> all = new ArrayList<>(); for (;;) { all.add(new byte[1 << 20]); }");
        BODIES.put("a growing list", "List<Long> all = new ArrayList<>(); for (;;) { all.add(a++); }");
        BODIES.put("a growing map", "Map<Long, Long> all = new HashMap<>(); for (;;) { all.put(a++, b); }");
        BODIES.put("a growing text", "StringBuilder s = new StringBuilder(); for (;;) { s.append(a); }");
        BODIES.put("a doubling text", "String s = a + \"x\"; for (;;) { s = s + s; }");
        BODIES.put("a repeated text", "return (long) (a + \"x\").repeat(1 << 28).length();");
        BODIES.put(
                "a text of a stream",
                "return (long) Stream.generate(() -> \"x\").collect(Collectors.joining()).length();");
        BODIES.put("a copy", "return (long) Arrays.copyOf(new long[] {a}, 1 << 28).length;");
        BODIES.put("a large list", "return (long) new ArrayList<Long>(1 << 28).size();");
        BODIES.put(
                "many large lists",
                "List<Object> l = new ArrayList<>(); for (;;) l.add(new ArrayList<Long>(1 << 20));");
        BODIES.put(
                "a reflected array",
                "return a + java.lang.reflect.Array.getLength(java.lang.reflect.Array.newInstance(long.class, 1 << 28));");
        BODIES.put(
                "recursion",
                "f(new ArrayList<>(), 0); return a; } void f(List<Object> l, int i) { l.add(new byte[1 << 16]); if (i < 1000) f(l, i + 1);");
        BODIES.put(
                "catches all",
                "List<Object> l = new ArrayList<>(); for (;;) try { l.add(new byte[1 << 20]); } catch (Throwable t) { l.add(t); }");
    }

    static Stream<Arguments> bodies() {
        return BODIES.keySet().stream()
                .flatMap(name -> TestJar.releases().mapToObj(release -> Arguments.of(name, release)));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void isEndedByWhatItAllocates(String name, int release) {
        Filter<Long, Long> filter = merging(release, BODIES.get(name));
        long before = allocated();
        StciException failure = assertThrows(StciException.class, () -> filter.merge(1L, 2L));
        long allocated = allocated() - before;
        assertEquals(Status.RESOURCE_EXHAUSTED, failure.status(), failure.getMessage());
        assertEquals("allocated more than 32 MiB in merge", failure.reason());
        assertTrue(allocated < 4 * LIMIT_BYTES, name + " allocated " + allocated);
        assertEquals(3L, filter.decode(filter.encode(3L)), "other calls go on");
    }

    @Test
    void mayUseItsBudgetInEachCall() {
        Filter<Long, Long> filter = merging(17, "return (long) new byte[20 << 20].length + new byte[10 << 20].length;");
        for (int i = 0; i < 20; i++) {
            assertEquals(30L << 20, filter.merge(1L, 2L));
        }
    }

    @Test
    void aNegativeLengthIsAnExceptionAsEver() {
        for (String array : new String[] {"new int[-1]", "new int[5][-1]", "new Object[-1]", "new long[-1][1 << 30]"}) {
            Filter<Long, Long> filter = merging(17, "Object o = " + array + "; return a;");
            StciException failure = assertThrows(StciException.class, () -> filter.merge(1L, 2L));
            assertEquals(Status.INTERNAL, failure.status());
            assertEquals("merge threw java.lang.NegativeArraySizeException: -1", failure.reason());
        }
    }

    private static Filter<Long, Long> merging(int release, String body) {
        return TestJar.open(TestJar.filter(release, "public Long merge(Long a, Long b) { " + body + " }")
                .load(ONLY_BYTES, () -> 0));
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
