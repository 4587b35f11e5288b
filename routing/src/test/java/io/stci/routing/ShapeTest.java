package io.stci.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Arrays;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
    private static final long SEED = 77;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flat",
                "1",
                "8",
                "8x8",
                "4x4x4",
                "1x1",
                "16777216",
                "16777216x1",
                "kary:2",
                "kary:4",
                "kary:16777216",
                "knomial:2",
                "knomial:3",
                "knomial:16777216"
            })
    void printsWhatItParsed(String spec) {
        Shape shape = Shape.parse(spec);
        assertEquals(spec, shape.toString());
        assertEquals(shape, Shape.parse(shape.toString()));
        assertEquals(shape.hashCode(), Shape.parse(spec).hashCode());
    }

    @Test
    void parsesToTheShapesThatFactoriesMake() {
        assertEquals(Shape.flat(), Shape.parse("flat"));
        assertEquals(Shape.kary(4), Shape.parse("kary:4"));
        assertEquals(Shape.knomial(3), Shape.parse("knomial:3"));
        assertEquals(Shape.levels(8, 4), Shape.parse("8x4"));
        assertNotEquals(Shape.kary(4), Shape.knomial(4));
        assertNotEquals(Shape.levels(8, 4), Shape.levels(4, 8));
        assertNotEquals(Shape.kary(8), Shape.kary(4));
    }

    @Test
    void levelsFixTheNumberOfAgents() {
        assertEquals(OptionalInt.of(32), Shape.levels(8, 4).agents());
        assertEquals(OptionalInt.of(8), Shape.parse("8").agents());
        assertEquals(OptionalInt.empty(), Shape.flat().agents());
        assertEquals(OptionalInt.empty(), Shape.kary(4).agents());
        assertEquals(OptionalInt.empty(), Shape.knomial(3).agents());
    }

    @Test
    void levelsDoNotFollowTheCallersArray() {
        int[] fanouts = {2, 3};
        Shape shape = Shape.levels(fanouts);
        fanouts[0] = 5;
        assertEquals(2, Topology.of(shape, 6).childCount(Topology.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "xx",
                "0",
                "0x4",
                "4x0",
                "8x",
                "x8",
                "8xx8",
                "8x-1",
                "-8",
                "+8",
                "08",
                "8x08",
                "8 x 8",
                " 8x8",
                "8x8 ",
                "8X8",
                "8×8",
                "8*8",
                "8,8",
                "8.0",
                "1e3",
                "0x1F",
                "٨x٨",
                "８x８",
                "𝟖",
                "FLAT",
                "Flat",
                "flat ",
                "flat:2",
                "flatx2",
                "kary",
                "kary:",
                "kary:0",
                "kary:1",
                "kary:-4",
                "kary:4x4",
                "kary: 4",
                "kary:٤",
                "KARY:4",
                "kary:16777217",
                "kary:99999999999",
                "knomial",
                "knomial:",
                "knomial:1",
                "knomial:0",
                "knomial:x",
                "knomial:3:3",
                "binomial:2",
                "tree",
                "4096x4097",
                "16777217",
                "999999x999999",
                "2147483648",
                "65536x65536x65536x65536",
                "99999999999999999999",
                "16777216x1x1",
                "a\nb",
                "kary:\r\n4"
            })
    void refusesInOneLineWhatIsNoShape(String spec) {
        StciException thrown = assertThrows(StciException.class, () -> Shape.parse(spec));
        assertEquals(Status.INVALID_ARGUMENT, thrown.status());
        assertEquals("topology '" + spec + "'", thrown.culprit());
        assertTrue(thrown.nextStep().contains("flat, 8x8 (fan-outs from the front-end down), kary:4 or knomial:3"));
        assertFalse(thrown.getMessage().contains("\n") || thrown.getMessage().contains("\r"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "kary:1|fan-out 1 must be at least 2",
                "0x4|fan-out 0 must be at least 1",
                "8x|'' is not a fan-out",
                "FLAT|'FLAT' is not a fan-out",
                "knomial:16777217|fan-out 16777217 must be at most 16777216",
                "999x999999|fan-out 999999 brings the tree above 16777216 agents",
                "16777216x1x1|fan-out 1 brings the tree above 16777216 junctions"
            })
    void saysWhichPartIsWrong(String spec, String reason) {
        assertEquals(
                reason,
                assertThrows(StciException.class, () -> Shape.parse(spec)).reason());
    }

    @Test
    void refusesTooManyLevelsAndShortensTheQuote() {
        assertEquals(1, Shape.parse(ones(24)).agents().orElseThrow());
        StciException thrown = assertThrows(StciException.class, () -> Shape.parse(ones(100_000)));
        assertEquals("100000 levels must be between 1 and 24", thrown.reason());
        assertTrue(thrown.getMessage().length() < 300, thrown.getMessage());
    }

    @Test
    void factoriesRefuseFanOutsOutOfRange() {
        String next = "; choose another, such as 8, 16 or 32";
        assertRefused("fan-out 1: must be at least 2" + next, () -> Shape.kary(1));
        assertRefused("fan-out 1: must be at least 2" + next, () -> Shape.knomial(1));
        assertRefused("fan-out -7: must be at least 2" + next, () -> Shape.kary(-7));
        assertRefused("fan-out 2147483647: must be at most 16777216" + next, () -> Shape.knomial(Integer.MAX_VALUE));
        assertRefused("fan-out 0: must be at least 1" + next, () -> Shape.levels(4, 0));
        assertRefused("0 levels: must be between 1 and 24; name one fan-out for each level", Shape::levels);
    }

    @Test
    void everyRandomTextIsReadOrRefused() {
        Random random = new Random(SEED);
        String alphabet = "0123456789xxx::karyflntomi -";
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            read += readsBackOrRefuses(randomText(random, alphabet)) ? 1 : 0;
        }
        assertTrue(read > 100, "only " + read + " read");
    }

    @Test
    void rolesPrintAsTheGlossarySpellsThem() {
        assertEquals("[front-end, junction, agent]", Arrays.toString(Role.values()));
    }

    private static boolean readsBackOrRefuses(String text) {
        try {
            assertEquals(text, Shape.parse(text).toString());
            return true;
        } catch (StciException refused) {
            assertEquals(Status.INVALID_ARGUMENT, refused.status());
            return false;
        }
    }

    private static String randomText(Random random, String alphabet) {
        return IntStream.range(0, random.nextInt(9))
                .mapToObj(i -> "" + alphabet.charAt(random.nextInt(alphabet.length())))
                .collect(Collectors.joining());
    }

    private static String ones(int levels) {
        return String.join("x", Collections.nCopies(levels, "1"));
    }

    private static void assertRefused(String message, Executable call) {
        StciException thrown = assertThrows(StciException.class, call);
        assertEquals(Status.INVALID_ARGUMENT, thrown.status());
        assertEquals(message, thrown.getMessage());
    }
}
