package io.stci.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Turns each rule on fixtures that break it, and on no code at all. */
class RulesCanFailTest {
    private static final String ROOT = "io.stci.architecture.broken";
    private static final Pattern OFFENDER = Pattern.compile("Offences\\$(\\w+)");
    private static final Rules RULES = new Rules(new Layers(ROOT));
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(ROOT);
    private static final JavaClasses NOTHING = new ClassFileImporter().importClasses();

    static Stream<ArchRule> allRules() {
        return Stream.of(
                RULES.everyClassIsInALayer(),
                RULES.nothingReachesUpOrAcross("core"),
                RULES.layersAreFreeOfCycles(),
                RULES.wireKnowsOnlyProtobuf(),
                RULES.pureLayersReadNoClock(),
                RULES.pureLayersDrawNothingAtRandom(),
                RULES.pureLayersTouchNoSocketFileOrThread(),
                RULES.onlyTransportKnowsNettyChannels(),
                RULES.nothingSerializesJavaObjects());
    }

    @ParameterizedTest
    @MethodSource("allRules")
    void eachRuleFailsWithoutCode(ArchRule rule) {
        assertThrows(AssertionError.class, () -> rule.check(NOTHING));
    }

    @Test
    void aStrayPackageIsFound() {
        assertTrue(failure(RULES.everyClassIsInALayer()).contains("stray.Stray"));
    }

    @Test
    void anUpwardArrowIsFoundAndADownwardOneAllowed() {
        assertTrue(failure(RULES.nothingReachesUpOrAcross("core")).contains("Upward.above"));
        RULES.nothingReachesUpOrAcross("routing").check(BROKEN);
    }

    @Test
    void aCycleIsFound() {
        assertTrue(failure(RULES.layersAreFreeOfCycles()).contains("Cycle detected"));
    }

    @Test
    void aStrangerInWireIsFound() {
        assertTrue(failure(RULES.wireKnowsOnlyProtobuf()).contains("Decoder.buffer"));
    }

    @Test
    void clocksAreFound() {
        assertOffenders(
                RULES.pureLayersReadNoClock(),
                "NanoTime",
                "NanoTimeReference",
                "WallTime",
                "InstantNow",
                "SystemClock");
    }

    @Test
    void randomSourcesAreFound() {
        assertOffenders(
                RULES.pureLayersDrawNothingAtRandom(), "MathRandom", "Unseeded", "Shuffled", "ThreadLocal", "Secure");
    }

    @Test
    void socketsFilesAndThreadsAreFound() {
        assertOffenders(RULES.pureLayersTouchNoSocketFileOrThread(), "Sockets", "SocketChannels", "Files", "Threads");
    }

    @Test
    void nettyChannelsAreFound() {
        assertOffenders(RULES.onlyTransportKnowsNettyChannels(), "NettyChannels");
    }

    @Test
    void javaSerializationIsFound() {
        assertOffenders(RULES.nothingSerializesJavaObjects(), "ReadsObjects", "DeclaresSerializable");
    }

    private static void assertOffenders(ArchRule rule, String... expected) {
        Set<String> found = OFFENDER.matcher(failure(rule))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(Set.of(expected)), found);
    }

    private static String failure(ArchRule rule) {
        return assertThrows(AssertionError.class, () -> rule.check(BROKEN)).getMessage();
    }
}
