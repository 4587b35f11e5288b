package io.stci.activemessages.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stci.activemessages.Codec;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodecsTest {
    private static final long SEED = 7;

    private static <T> T through(Codec<T> codec, T value) {
        return codec.decode(codec.encode(value));
    }

    private static void assertRefused(Status status, Runnable action) {
        assertEquals(status, assertThrows(StciException.class, action::run).status());
    }

    private static void assertMalformed(Codec<?> codec, byte... bytes) {
        assertRefused(Status.PROTOCOL_ERROR, () -> codec.decode(bytes));
    }

    @Test
    void valuesComeThroughAsTheyWere() {
        assertNull(through(Codecs.nothing(), null));
        assertArrayEquals(new byte[] {1, -1}, through(Codecs.bytes(), new byte[] {1, -1}));
        for (String text : new String[] {"", "a", "\u00e4\u20ac\ud83d\ude00", "\0"}) {
            assertEquals(text, through(Codecs.string(), text));
        }
        assertEquals(Integer.MIN_VALUE, through(Codecs.int32(), Integer.MIN_VALUE));
        assertEquals(Long.MIN_VALUE, through(Codecs.int64(), Long.MIN_VALUE));
        assertEquals(Float.MIN_VALUE, through(Codecs.float32(), Float.MIN_VALUE));
        assertEquals(-0.0, through(Codecs.float64(), -0.0));
        assertArrayEquals(new int[] {1, -2}, through(Codecs.int32s(), new int[] {1, -2}));
        assertArrayEquals(new long[] {1, Long.MAX_VALUE}, through(Codecs.int64s(), new long[] {1, Long.MAX_VALUE}));
        assertArrayEquals(new float[] {1.5f, Float.NaN}, through(Codecs.float32s(), new float[] {1.5f, Float.NaN}));
        assertArrayEquals(new double[] {}, through(Codecs.float64s(), new double[] {}));
        assertEquals(RankSet.parse("0-63,70"), through(Codecs.ranks(), RankSet.parse("0-63,70")));
        Missing message = Missing.newBuilder().setReason("down").build();
        assertEquals(message, through(Codecs.message(Missing.parser()), message));
    }

    @Test
    void numbersAreBigEndian() {
        assertArrayEquals(new byte[] {1, 2, 3, 4}, Codecs.int32().encode(0x01020304));
        assertArrayEquals(
                new byte[] {0, 0, 0, 1, -1, -1, -1, -2}, Codecs.int32s().encode(new int[] {1, -2}));
        assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 1, 0}, Codecs.int64().encode(256L));
        assertArrayEquals(new byte[] {0x3f, -128, 0, 0}, Codecs.float32().encode(1f));
    }

    @Test
    void bitsOfANaNAreKept() {
        double odd = Double.longBitsToDouble(0x7ff8_0000_0000_1234L);
        assertEquals(0x7ff8_0000_0000_1234L, Double.doubleToRawLongBits(through(Codecs.float64(), odd)));
    }

    @Test
    void whatIsCutShortOrTooLongIsRefused() {
        assertMalformed(Codecs.nothing(), (byte) 0);
        assertMalformed(Codecs.int32(), new byte[3]);
        assertMalformed(Codecs.int32(), new byte[5]);
        assertMalformed(Codecs.int64(), new byte[4]);
        assertMalformed(Codecs.float32(), new byte[0]);
        assertMalformed(Codecs.float64(), new byte[9]);
        assertMalformed(Codecs.int32s(), new byte[6]);
        assertMalformed(Codecs.int64s(), new byte[4]);
        assertMalformed(Codecs.float32s(), new byte[1]);
        assertMalformed(Codecs.float64s(), new byte[12]);
        assertMalformed(Codecs.ranks(), (byte) 0x80);
        assertMalformed(Codecs.string(), (byte) 0xc3);
        assertMalformed(Codecs.message(Missing.parser()), (byte) 0x0a, (byte) 5);
    }

    @Test
    void halfASurrogatePairIsNotSent() {
        assertRefused(Status.INVALID_ARGUMENT, () -> Codecs.string().encode("\ud83d"));
    }

    @Test
    void aLimitHoldsInBothDirections() {
        Codec<String> limited = Codecs.atMost(3, Codecs.string());
        assertEquals("abc", through(limited, "abc"));
        assertRefused(Status.INVALID_ARGUMENT, () -> limited.encode("abcd"));
        assertRefused(Status.PROTOCOL_ERROR, () -> limited.decode(new byte[4]));
    }

    @Test
    void randomBytesAreReadOrRefused() {
        Random random = new Random(SEED);
        List<Codec<?>> codecs = new ArrayList<>(List.of(
                Codecs.nothing(),
                Codecs.string(),
                Codecs.int32(),
                Codecs.int64(),
                Codecs.float32s(),
                Codecs.float64s()));
        codecs.addAll(List.of(Codecs.ranks(), Codecs.message(Missing.parser()), Codecs.int32s(), Codecs.int64s()));
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            codecs.forEach(codec -> assertReadOrRefused(codec, bytes));
        }
    }

    private static void assertReadOrRefused(Codec<?> codec, byte[] bytes) {
        try {
            codec.decode(bytes);
        } catch (StciException refused) {
            assertEquals(Status.PROTOCOL_ERROR, refused.status(), "seed " + SEED);
        }
    }
}
