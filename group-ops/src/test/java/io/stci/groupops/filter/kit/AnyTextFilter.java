package io.stci.groupops.filter.kit;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** Any text is a value; how it is merged and what is said of that is for others to say. */
abstract class AnyTextFilter extends TextFilter {
    private final Set<Law> laws;

    AnyTextFilter(Law first, Law... more) {
        this.laws = EnumSet.of(first, more);
    }

    AnyTextFilter() {
        this.laws = EnumSet.noneOf(Law.class);
    }

    @Override
    public String lift(int rank, String contribution) {
        return contribution;
    }

    @Override
    public abstract String merge(String left, String right);

    @Override
    public String decode(byte[] encoded) {
        return new String(encoded, StandardCharsets.ISO_8859_1);
    }

    @Override
    public Set<Law> laws() {
        return laws;
    }
}
