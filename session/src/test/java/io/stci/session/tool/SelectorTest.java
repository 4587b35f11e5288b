package io.stci.session.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.SelectorMessage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SelectorTest {
    private static final Map<String, String> NODE = Map.of("host", "rack7-n03", "gpu", "a100", "rack", "");

    @Test
    void eachKindOfTestMeansWhoItSays() {
        assertMeant(Selector.host("rack7-*"));
        assertMeant(Selector.is("gpu", "a100"));
        assertMeant(Selector.in("gpu", List.of("h100", "a100")));
        assertMeant(Selector.has("rack"));
        assertMeant(Selector.is("rack", ""));
        assertNotMeant(Selector.host("rack8-*"));
        assertNotMeant(Selector.is("gpu", "A100"));
        assertNotMeant(Selector.in("gpu", List.of()));
        assertNotMeant(Selector.has("draining"));
    }

    @Test
    void whatIsNotThereFailsATestAndPassesItsOpposite() {
        assertNotMeant(Selector.is("draining", ""));
        assertNotMeant(Selector.like("draining", "*"));
        assertMeant(Selector.is("draining", "").not());
        assertEquals(Selector.has("draining"), Selector.has("draining").not().not());
    }

    @Test
    void testsJoinAsLogicHasIt() {
        Selector yes = Selector.has("gpu");
        Selector no = Selector.has("draining");
        assertMeant(yes.and(no.not()));
        assertNotMeant(yes.and(no));
        assertMeant(no.or(yes));
        assertNotMeant(no.or(no));
        assertMeant(no.and(no).or(yes));
        assertNotMeant(yes.or(yes).and(no));
    }

    @Test
    void itPrintsForAPerson() {
        Selector selector = Selector.host("rack7-*")
                .and(Selector.is("gpu", "a100"))
                .and(Selector.in("arch", List.of("amd64", "aarch64"))
                        .or(Selector.has("draining").not()));
        assertEquals(
                "(host like 'rack7-*' and gpu is 'a100' and (arch in ('amd64', 'aarch64') or not has draining))",
                selector.toString());
    }

    @Test
    void aGlobIsWhatARegularExpressionSays() {
        long seed = Long.getLong("seed", 7);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String glob = word(random, "ab*?");
            String text = word(random, "ab");
            boolean expected = Pattern.matches(glob.replace("*", ".*").replace("?", "."), text);
            assertEquals(expected, Glob.matches(glob, text), "seed " + seed + ": '" + glob + "' of '" + text + "'");
        }
    }

    @Test
    void aGlobOfManyStarsTakesNoTime() {
        assertFalse(Glob.matches("a*".repeat(4000) + "b", "a".repeat(1024)));
    }

    @Test
    void whatIsEncodedIsReadAgain() {
        Selector selector = Selector.host("n*")
                .or(Selector.is("gpu", "\u20ac"))
                .and(Selector.has("x").not());
        assertEquals(selector, Selector.decode(selector.encode()));
    }

    @Test
    void limitsHoldWhereItIsMade() {
        Selector one = Selector.has("x");
        Selector most = Collections.nCopies(SelectorCheck.MAX_TESTS - 1, one).stream()
                .reduce(Selector::and)
                .orElseThrow();
        assertRefused("has more than 256 tests", () -> most.and(one));
        Selector deep = one;
        for (int depth = 1; depth < SelectorCheck.MAX_DEPTH; depth++) {
            deep = depth % 2 == 0 ? deep.and(one) : deep.or(one);
        }
        Selector deepest = deep;
        assertRefused("is more than 16 tests deep", deepest::not);
        assertRefused("bytes, more than 16384", () -> Selector.is("x", "v".repeat(SelectorCheck.MAX_BYTES)));
        assertRefused("names an attribute of 1 to 64", () -> Selector.has(""));
        assertRefused("names an attribute of 1 to 64", () -> Selector.is("two words", "v"));
        assertThrows(StciException.class, () -> Selector.is("x", "\ud800"));
    }

    @Test
    void limitsHoldWhereItIsRead() {
        SelectorMessage deep = SelectorMessage.newBuilder().setHas("x").build();
        for (int depth = 0; depth < SelectorCheck.MAX_DEPTH; depth++) {
            deep = SelectorMessage.newBuilder().setNot(deep).build();
        }
        assertMalformed(deep.toByteArray());
        for (int depth = 0; depth < 2000; depth++) {
            deep = SelectorMessage.newBuilder().setNot(deep).build();
        }
        assertMalformed(deep.toByteArray());
        assertMalformed(new byte[0]);
        assertMalformed(new byte[SelectorCheck.MAX_BYTES + 1]);
        assertMalformed(SelectorMessage.newBuilder()
                .setAll(SelectorMessage.Tests.getDefaultInstance())
                .build()
                .toByteArray());
        assertMalformed(SelectorMessage.newBuilder().setHas("a b").build().toByteArray());
    }

    @Test
    void bytesThatAreChangedAreASelectorOrRefused() {
        long seed = Long.getLong("seed", 11);
        Random random = new Random(seed);
        byte[] whole = Selector.host("n*")
                .or(Selector.is("gpu", "a100"))
                .and(Selector.has("x").not())
                .encode();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                Selector.decode(bytes).matches(NODE);
            } catch (StciException refused) {
                assertEquals(Status.PROTOCOL_ERROR, refused.status(), "seed " + seed);
            }
        }
    }

    private static String word(Random random, String letters) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    private static void assertMeant(Selector selector) {
        assertTrue(selector.matches(NODE), selector::toString);
    }

    private static void assertNotMeant(Selector selector) {
        assertFalse(selector.matches(NODE), selector::toString);
    }

    private static void assertRefused(String reason, Runnable making) {
        StciException refused = assertThrows(StciException.class, making::run);
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
    }

    private static void assertMalformed(byte[] bytes) {
        StciException refused = assertThrows(StciException.class, () -> Selector.decode(bytes));
        assertEquals(Status.PROTOCOL_ERROR, refused.status());
    }
}
