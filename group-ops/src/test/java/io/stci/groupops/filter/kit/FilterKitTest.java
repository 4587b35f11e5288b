package io.stci.groupops.filter.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.Filter.Law;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An honest filter passes; of each way to be none, the kit says so. */
class FilterKitTest {
    private static String letters(SplittableRandom random, int rank) {
        StringBuilder letters = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }

    private static Report check(Filter<String, String> filter) {
        return FilterKit.of(filter, FilterKitTest::letters).check();
    }

    private static void assertCaught(Filter<String, String> filter, String... said) {
        assertCaught(() -> filter, said);
    }

    private static void assertCaught(Supplier<Filter<String, String>> filters, String... said) {
        AssertionError caught = assertThrows(
                AssertionError.class,
                () -> FilterKit.of(filters, FilterKitTest::letters).seed(77).check());
        for (String words : said) {
            assertTrue(caught.getMessage().contains(words), caught.getMessage());
        }
        assertTrue(caught.getMessage().contains("(seed 77)"), caught.getMessage());
    }

    @Test
    void anHonestFilterPasses() {
        Report report = check(new TextFilter());
        assertEquals(EnumSet.allOf(Law.class), report.declared());
        assertEquals(Set.of(), report.undeclared());
        assertTrue(report.reductions() > 400, report.toString());
        assertTrue(report.refused() > 100 && report.refused() < report.malformed(), report.toString());
        assertEquals(26, report.largestBytes());
    }

    @Test
    void lawsThatHoldButArentDeclaredAreReported() {
        Filter<String, String> modest = new TextFilter() {
            @Override
            public Set<Law> laws() {
                return EnumSet.of(Law.ASSOCIATIVE);
            }
        };
        assertEquals(EnumSet.of(Law.COMMUTATIVE, Law.IDEMPOTENT), check(modest).undeclared());
    }

    @Test
    void aFilterThatPromisesNothingIsNotHeldToTrees() {
        Report report = check(new AnyTextFilter() {
            @Override
            public String merge(String left, String right) {
                return "(" + left + "-" + right + ")";
            }
        });
        assertEquals(Set.of(), report.undeclared());
        assertEquals(0, report.reductions());
    }

    @Test
    void oneThatIsAssociativeOnlyIsTriedInTheOrderOfRanks() {
        Report report = check(new AnyTextFilter(Law.ASSOCIATIVE) {
            @Override
            public String merge(String left, String right) {
                return left + right;
            }
        });
        assertTrue(report.reductions() > 400, report.toString());
        assertEquals(Set.of(), report.undeclared());
    }

    @Test
    void aLieAboutAssociativityIsCaught() {
        assertCaught(
                new AnyTextFilter(Law.ASSOCIATIVE) {
                    @Override
                    public String merge(String left, String right) {
                        return "(" + left + right + ")";
                    }
                },
                "not ASSOCIATIVE");
    }

    @Test
    void aLieAboutCommutativityIsCaught() {
        assertCaught(
                new AnyTextFilter(Law.ASSOCIATIVE, Law.COMMUTATIVE) {
                    @Override
                    public String merge(String left, String right) {
                        return left + right;
                    }
                },
                "not COMMUTATIVE");
    }

    @Test
    void aLieAboutIdempotenceIsCaught() {
        assertCaught(
                new AnyTextFilter(Law.IDEMPOTENT) {
                    @Override
                    public String merge(String left, String right) {
                        return left + right;
                    }
                },
                "not IDEMPOTENT");
    }

    @Test
    void aLawThatBreaksOnceInManyIsCaughtByTrees() {
        // Parts of up to four ranks never get so long, whole trees do.
        assertCaught(
                new TextFilter() {
                    @Override
                    public String merge(String left, String right) {
                        return right.length() > 20 ? right : super.merge(left, right);
                    }
                },
                "does not give what a flat merge");
    }

    @Test
    void anEncodingThatLosesSomethingIsCaught() {
        assertCaught(
                new TextFilter() {
                    @Override
                    public String decode(byte[] encoded) {
                        return super.decode(encoded).replace("q", "");
                    }
                },
                "changes by being encoded and decoded");
    }

    @Test
    void anEncodingThatLosesWhatOnlyAnEqualitySeesIsCaughtByThat() {
        Filter<String, String> cutting = new TextFilter() {
            @Override
            public byte[] encode(String value) {
                return super.encode(value.substring(0, Math.min(4, value.length())));
            }
        };
        AssertionError caught = assertThrows(
                AssertionError.class,
                () -> FilterKit.of(cutting, FilterKitTest::letters)
                        .equality(String::equals)
                        .check());
        assertTrue(caught.getMessage().contains("changes by being encoded"), caught.getMessage());
    }

    @Test
    void anEncodingThatLosesWhatMergingNeedsIsCaughtAlsoWithoutAnEquality() {
        assertCaught(
                new AnyTextFilter() {
                    @Override
                    public String lift(int rank, String contribution) {
                        return contribution + '|';
                    }

                    @Override
                    public byte[] encode(String value) {
                        return super.encode(value.replace("|", ""));
                    }

                    @Override
                    public String merge(String left, String right) {
                        return left.endsWith("|") ? left + right : right + left;
                    }
                },
                "changes by being encoded and decoded");
    }

    @Test
    void aTolerantEqualityForgives() {
        Filter<String, String> rounding = new TextFilter() {
            @Override
            public String decode(byte[] encoded) {
                return super.decode(encoded).replace("q", "");
            }
        };
        FilterKit.of(rounding, FilterKitTest::letters)
                .equality((left, right) -> left.replace("q", "").equals(right.replace("q", "")))
                .check();
    }

    @Test
    void whatDecodingDoesToItsArgumentIsCaught() {
        assertCaught(
                new TextFilter() {
                    @Override
                    public String decode(byte[] encoded) {
                        String text = super.decode(encoded);
                        encoded[0] = 'z';
                        return text;
                    }
                },
                "changes the bytes that it is given");
    }

    @Test
    void whatDecodingDoesToGarbageIsCaught() {
        assertCaught(
                new AnyTextFilter(Law.ASSOCIATIVE) {
                    @Override
                    public String merge(String left, String right) {
                        return left + right;
                    }

                    @Override
                    public String decode(byte[] encoded) {
                        if (encoded.length > 0 && encoded[0] < 'a') {
                            encoded[0] = 'a';
                        }
                        return super.decode(encoded);
                    }
                },
                "changes the bytes that it is given");
    }

    @Test
    void anyOtherExceptionOnGarbageIsCaught() {
        assertCaught(
                new TextFilter() {
                    @Override
                    public String decode(byte[] encoded) {
                        return encoded[0] == 0 ? "" : super.decode(encoded);
                    }
                },
                "malformed 0 bytes",
                "ArrayIndexOutOfBoundsException");
    }

    @Test
    void endlessRecursionOnGarbageIsCaught() {
        assertCaught(
                new TextFilter() {
                    @Override
                    public String decode(byte[] encoded) {
                        return encoded.length > 0 && encoded[0] > 'z' ? decode(encoded) : super.decode(encoded);
                    }
                },
                "StackOverflowError");
    }

    @Test
    void garbageRefusedUnderAnotherStatusIsCaught() {
        assertCaught(
                new TextFilter() {
                    @Override
                    public String decode(byte[] encoded) {
                        if (encoded.length > 0 && encoded[0] < 'a') {
                            throw new StciException(Status.INTERNAL, "text", "is odd", "");
                        }
                        return super.decode(encoded);
                    }
                },
                "as INTERNAL, not as PROTOCOL_ERROR");
    }

    @Test
    void garbageThatIsTakenButCantBeMergedIsCaught() {
        assertCaught(
                new AnyTextFilter(Law.ASSOCIATIVE) {
                    @Override
                    public String merge(String left, String right) {
                        if (left.indexOf(0) >= 0) {
                            throw new IllegalStateException("a zero");
                        }
                        return left + right;
                    }
                },
                "can't be merged",
                "a zero");
    }

    @Test
    void nullIsNoValue() {
        assertCaught(
                new TextFilter() {
                    @Override
                    public String merge(String left, String right) {
                        return null;
                    }
                },
                "merge gives null");
    }

    @Test
    void whatANodeKeepsBetweenItsMergesIsCaught() {
        assertCaught(
                () -> new TextFilter() {
                    private int merged;

                    @Override
                    public String merge(String left, String right) {
                        merged++;
                        return merged > 30 ? left : super.merge(left, right);
                    }
                },
                "");
    }

    @Test
    void completingIsPartOfAReduction() {
        assertCaught(
                new TextFilter() {
                    @Override
                    public String complete(long wave, RankSet ranks, String value) {
                        return ranks.size() == 3 ? value.substring(1) : value;
                    }
                },
                "does not give what a flat merge");
    }

    @Test
    void theSameSeedFindsTheSame() {
        Filter<String, String> wrong = new AnyTextFilter(Law.COMMUTATIVE) {
            @Override
            public String merge(String left, String right) {
                return left + right;
            }
        };
        String first = message(wrong, 5);
        assertEquals(first, message(wrong, 5));
        assertTrue(!first.replace("(seed 5)", "").equals(message(wrong, 6).replace("(seed 6)", "")), first);
    }

    private static String message(Filter<String, String> filter, long seed) {
        return assertThrows(
                        AssertionError.class,
                        () -> FilterKit.of(filter, FilterKitTest::letters)
                                .seed(seed)
                                .check())
                .getMessage();
    }
}
