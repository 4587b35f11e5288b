package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RawWordsTest {
    @Test
    void wordsThatTheJvmWouldChangeAreRefused() {
        assertEquals(
                "arguments: one is not UTF-8; pass such bytes by --stdin or in a file",
                refusal(new byte[] {'a', (byte) 0xff, 'b'}, true));
        assertEquals(
                "arguments: the locale of the environment is not installed, and they are not all ASCII;"
                        + " set LC_ALL=C.UTF-8",
                refusal("\u00e4".getBytes(StandardCharsets.UTF_8), false));
    }

    @Test
    void aReplacementCharacterThatTheUserWroteIsNoMistake() {
        assertDoesNotThrow(() -> RawWords.check("\ufffd".getBytes(StandardCharsets.UTF_8), true));
        assertDoesNotThrow(() -> RawWords.check(new byte[] {'a', 0, 'b'}, false));
    }

    private static String refusal(byte[] raw, boolean unicode) {
        return assertThrows(UsageException.class, () -> RawWords.check(raw, unicode))
                .getMessage();
    }
}
