package io.stci.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether the words of the command line came through unchanged. The JVM decodes them by the locale, and replaces what it
 * can't decode without a word; a command must rather not run than run with other arguments.
 */
final class RawWords {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final String REPLACEMENT = "\ufffd";

    private RawWords() {}

    /** @throws UsageException if the JVM may have changed a word */
    static void check(List<String> words) {
        boolean unicode = isUnicode(System.getProperty("sun.jnu.encoding"));
        if (unicode && words.stream().noneMatch(word -> word.contains(REPLACEMENT))) {
            return;
        }
        try {
            check(Files.readAllBytes(COMMAND_LINE), unicode);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + COMMAND_LINE, e);
        }
    }

    /**
     * The same for the bytes that the kernel keeps.
     *
     * @param unicode true if the JVM took them for UTF-8
     */
    static void check(byte[] raw, boolean unicode) {
        if (!unicode && !isAscii(raw)) {
            throw new UsageException(
                    "arguments",
                    "the locale of the environment is not installed, and they are not all ASCII",
                    "set LC_ALL=C.UTF-8");
        }
        if (!isUtf8(raw)) {
            throw new UsageException("arguments", "one is not UTF-8", "pass such bytes by --stdin or in a file");
        }
    }

    private static boolean isUnicode(String encoding) {
        return StandardCharsets.UTF_8.name().equalsIgnoreCase(encoding);
    }

    private static boolean isAscii(byte[] raw) {
        for (byte b : raw) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(byte[] raw) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
