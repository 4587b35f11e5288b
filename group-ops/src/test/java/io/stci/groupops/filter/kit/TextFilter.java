package io.stci.groupops.filter.kit;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** Joins lower-case letters, sorted and each once: honest in everything, for others to break one thing of. */
class TextFilter implements Filter<String, String> {
    @Override
    public String lift(int rank, String contribution) {
        return sorted(contribution);
    }

    @Override
    public String merge(String left, String right) {
        return sorted(left + right);
    }

    @Override
    public byte[] encode(String value) {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String decode(byte[] encoded) {
        String text = new String(encoded, StandardCharsets.ISO_8859_1);
        if (!text.equals(sorted(text)) || !text.chars().allMatch(letter -> letter >= 'a' && letter <= 'z')) {
            throw new StciException(Status.PROTOCOL_ERROR, "text", "is not sorted letters", "");
        }
        return text;
    }

    @Override
    public Set<Law> laws() {
        return EnumSet.allOf(Law.class);
    }

    static String sorted(String text) {
        return text.chars()
                .sorted()
                .distinct()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, (a, b) -> {})
                .toString();
    }
}
