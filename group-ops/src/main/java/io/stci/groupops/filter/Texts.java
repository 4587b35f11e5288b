package io.stci.groupops.filter;

import java.nio.charset.StandardCharsets;

/** Text as it travels. */
final class Texts {
    private Texts() {}

    /** The text as it will be read: half a surrogate pair becomes a question mark, so that values are equal on both sides. */
    static String asItTravels(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
