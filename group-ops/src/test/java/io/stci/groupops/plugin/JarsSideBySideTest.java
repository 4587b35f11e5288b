package io.stci.groupops.plugin;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterProvider;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JarsSideBySideTest {
    private static final String PLUS = "static int calls; public Long merge(Long a, Long b) { calls++; return a + b; }"
            + " public Long complete(long w, RankSet r, Long v) { return (long) calls; }";
    private static final String TIMES = PLUS.replace("a + b", "a * b");

    @Test
    void classesOfOneNameNeverMeet() {
        Filter<Long, Long> plus = TestJar.filter(PLUS).open();
        Filter<Long, Long> times = TestJar.filter(TIMES).open();
        assertEquals(7L, plus.merge(3L, 4L));
        assertEquals(12L, times.merge(3L, 4L));
        assertEquals(9L, plus.merge(4L, 5L));
        assertEquals(2L, plus.complete(1, null, 0L));
        assertEquals(1L, times.complete(1, null, 0L));
    }

    @Test
    void oneThatUsesUpItsBudgetDoesntHarmTheOther() {
        Filter<Long, Long> endless = TestJar.filter("public Long merge(Long a, Long b) { for (;;) {} }")
                .open();
        Filter<Long, Long> plus = TestJar.filter(PLUS).open();
        for (int i = 0; i < 3; i++) {
            assertThrows(StciException.class, () -> endless.merge(1L, 2L));
            assertEquals(7L, plus.merge(3L, 4L));
        }
    }

    @Test
    void anOldVersionGoesWhenANewOneTookItsPlace() {
        LoadedFilters old = TestJar.filter(PLUS).load();
        WeakReference<ClassLoader> oldClasses = use(old);
        LoadedFilters next = TestJar.filter(TIMES).load();
        old.close();
        assertEquals(12L, TestJar.open(next).merge(3L, 4L));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            System.gc();
            assertNull(oldClasses.get());
        });
    }

    @Test
    void whatAFilterThrewDoesntKeepItsJar() {
        String failing =
                "public Long merge(Long a, Long b) { throw new E(); } static class E extends RuntimeException {}";
        LoadedFilters filters = TestJar.filter(failing).load();
        StciException failure =
                assertThrows(StciException.class, () -> TestJar.open(filters).merge(1L, 2L));
        WeakReference<ClassLoader> classes = new WeakReference<>(loader(filters));
        filters.close();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            System.gc();
            assertNull(classes.get());
        });
        assertEquals("merge threw tool.F$E", failure.reason());
    }

    @Test
    void readsResourcesOfItsOwnJar() {
        String reading =
                "public Long merge(Long a, Long b) { try (var in = F.class.getResourceAsStream(\"table.txt\")) {"
                        + " return Long.valueOf(new String(in.readAllBytes())); } catch (java.io.IOException e) {"
                        + " throw new java.io.UncheckedIOException(e); } }";
        for (long value : new long[] {5, 6}) {
            byte[] content = Long.toString(value).getBytes(StandardCharsets.UTF_8);
            assertEquals(
                    value,
                    TestJar.filter(reading)
                            .with("tool/table.txt", content)
                            .open()
                            .merge(1L, 2L));
        }
    }

    private static WeakReference<ClassLoader> use(LoadedFilters filters) {
        assertEquals(7L, TestJar.open(filters).merge(3L, 4L));
        return new WeakReference<>(loader(filters));
    }

    /** That of the classes in the jar: filters of a jar are wrapped. */
    private static ClassLoader loader(LoadedFilters filters) {
        FilterProvider provider = filters.providers().get(0);
        return ((GuardedProvider) provider).unwrapped().getClass().getClassLoader();
    }
}
