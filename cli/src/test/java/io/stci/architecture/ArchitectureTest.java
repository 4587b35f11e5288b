package io.stci.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the code of all modules to the rules; {@link RulesCanFailTest} holds the rules to their word. */
class ArchitectureTest {
    private static final Rules RULES = new Rules(new Layers("io.stci"));
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.stci");

    static List<String> layers() {
        return Layers.names();
    }

    @Test
    void everyLayerIsLookedAt() {
        Set<String> seen =
                CODE.stream().map(type -> type.getPackageName().split("\\.")[2]).collect(Collectors.toSet());
        assertEquals(Set.copyOf(Layers.names()), seen);
    }

    @Test
    void everyClassIsInALayer() {
        RULES.everyClassIsInALayer().check(CODE);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void nothingReachesUpOrAcross(String layer) {
        RULES.nothingReachesUpOrAcross(layer).check(CODE);
    }

    @Test
    void layersAreFreeOfCycles() {
        RULES.layersAreFreeOfCycles().check(CODE);
    }

    @Test
    void wireKnowsOnlyProtobuf() {
        RULES.wireKnowsOnlyProtobuf().check(CODE);
    }

    @Test
    void pureLayersReadNoClock() {
        RULES.pureLayersReadNoClock().check(CODE);
    }

    @Test
    void pureLayersDrawNothingAtRandom() {
        RULES.pureLayersDrawNothingAtRandom().check(CODE);
    }

    @Test
    void pureLayersTouchNoSocketFileOrThread() {
        RULES.pureLayersTouchNoSocketFileOrThread().check(CODE);
    }

    @Test
    void onlyTransportKnowsNettyChannels() {
        RULES.onlyTransportKnowsNettyChannels().check(CODE);
    }

    @Test
    void nothingSerializesJavaObjects() {
        RULES.nothingSerializesJavaObjects().check(CODE);
    }
}
