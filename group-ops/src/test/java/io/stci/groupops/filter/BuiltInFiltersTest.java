package io.stci.groupops.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter.Law;
import io.stci.groupops.filter.kit.FilterKit;
import io.stci.groupops.filter.kit.Report;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All built-in filters, by name. */
class BuiltInFiltersTest {
    private static final Map<String, FilterKit<?, ?>> KITS = Samples.all();
    private static final Map<String, byte[]> PARAMETERS = Map.of(
            "histogram", Filters.histogramParameters(-10, 0, 0.5, 1000),
            "top-k", Filters.topParameters(7),
            "distinct", Filters.distinctParameters(8));

    static List<String> names() {
        return BuiltInFilters.providers().stream().map(FilterProvider::name).toList();
    }

    @Test
    void eachHasANameOfItsOwnAndIsTriedOut() {
        assertEquals(names().size(), new HashSet<>(names()).size());
        assertEquals(new HashSet<>(names()), KITS.keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void passesTheKit(String name) {
        for (long seed = 1; seed <= 3; seed++) {
            Report report = KITS.get(name).seed(seed).check();
            assertTrue(report.declared().contains(Law.ASSOCIATIVE), name);
            assertTrue(report.declared().contains(Law.COMMUTATIVE), name);
            assertEquals(Set.of(), report.undeclared(), name + " may declare more");
            assertTrue(report.refused() > 0 || name.equals("count"), name + " refuses nothing");
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isMadeByNameWithTheSameLaws(String name) {
        FilterProvider provider = BuiltInFilters.named(name);
        assertEquals(name, provider.name());
        Set<Law> laws =
                provider.create(PARAMETERS.getOrDefault(name, new byte[0])).laws();
        assertEquals(KITS.get(name).rounds(1).check().declared(), EnumSet.copyOf(laws));
    }

    @ParameterizedTest
    @MethodSource("names")
    void parametersThatMakeNoSenseAreRefused(String name) {
        FilterProvider provider = BuiltInFilters.named(name);
        StciException refused = assertThrows(StciException.class, () -> provider.create(new byte[] {1, 2, 3}));
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
    }

    @Test
    void aNameThatIsNotBuiltInIsNotFound() {
        StciException refused = assertThrows(StciException.class, () -> BuiltInFilters.named("median"));
        assertEquals(Status.NOT_FOUND, refused.status());
    }
}
