package io.stci.groupops.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.DownFilter;
import io.stci.groupops.filter.DownFilterProvider;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Down filters from jars. */
class DownFilterJarTest {
    private static final byte[] MESSAGE = {4};

    @Test
    void aJarMayHaveFiltersForBothDirectionsOrOnlyForOne() {
        LoadedFilters both = down("return message;").load();
        assertEquals(1, both.providers().size());
        assertEquals("d", both.downProviders().get(0).name());
        LoadedFilters one = down("return message;").without(ServiceFile.NAME).load();
        assertEquals(0, one.providers().size());
        assertArrayEquals(MESSAGE, filter(one).below(MESSAGE, RankSet.of(1)));
        one.close();
        assertEquals(0, one.downProviders().size());
    }

    @Test
    void nothingForAChildIsNoFailure() {
        assertNull(filter(down("return null;").load()).below(MESSAGE, RankSet.of(1)));
    }

    @Test
    void oneThatThrowsFailsWithItsName() {
        DownFilter filter =
                filter(down("throw new IllegalStateException(\"no\");").load());
        StciException failure = assertThrows(StciException.class, () -> filter.below(MESSAGE, RankSet.of(1)));
        assertEquals(Status.INTERNAL, failure.status());
        assertTrue(
                failure.getMessage().startsWith("filter 'd' of jar tool.jar: below threw java.lang.IllegalState"),
                failure.getMessage());
    }

    @Test
    void oneThatLoopsIsEnded() {
        DownFilter filter = filter(down("for (;;) {}").load());
        StciException failure = assertThrows(StciException.class, () -> filter.below(MESSAGE, RankSet.of(1)));
        assertEquals(Status.RESOURCE_EXHAUSTED, failure.status());
    }

    @Test
    void whatIsNoProviderIsRefused() {
        TestJar jar = TestJar.filter("")
                .with(ServiceFile.nameOf(DownFilterProvider.class), "tool.P".getBytes(StandardCharsets.UTF_8));
        StciException refused = assertThrows(StciException.class, jar::load);
        assertTrue(refused.getMessage().contains("tool.P is no DownFilterProvider"), refused.getMessage());
    }

    private static TestJar down(String body) {
        String source = TestJar.HEAD + "public class D implements DownFilterProvider {"
                + "public String name() { return \"d\"; }"
                + "public DownFilter create(byte[] parameters) { return this::below; }"
                + "byte[] below(byte[] message, RankSet ranks) { " + body + " } }";
        return TestJar.filter("")
                .compiled(17, source)
                .with(ServiceFile.nameOf(DownFilterProvider.class), "tool.D".getBytes(StandardCharsets.UTF_8));
    }

    private static DownFilter filter(LoadedFilters filters) {
        return filters.downProviders().get(0).create(new byte[0]);
    }
}
