package io.stci.session.tool;

import io.stci.core.RankSet;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What came of an operation or a wave, and of whom. Each member is either held or missing, and counts once.
 *
 * @param value what the contributions come to; empty if nobody contributed
 * @param ranks whose contributions it holds
 * @param missing the other members, by reason
 * @param <V> the value
 */
public record Result<V>(Optional<V> value, RankSet ranks, Map<String, RankSet> missing) {
    /** Why a rank is missing that did not answer in time. */
    public static final String LATE = "late";

    /** True if nobody is missing. */
    public boolean isComplete() {
        return missing.isEmpty();
    }

    /** The ranks that are missing, whatever the reason. */
    public RankSet missingRanks() {
        return RankSet.union(missing.values());
    }

    static String describe(Map<String, RankSet> missing) {
        StringJoiner text = new StringJoiner(", ");
        missing.forEach((reason, ranks) -> text.add("[" + ranks + "] " + reason));
        return text.toString();
    }

    /** Such as {@code 42 of [0-6,8], missing [7] late}. */
    @Override
    public String toString() {
        String held = value.map(Object::toString).orElse("nothing") + " of [" + ranks + "]";
        return isComplete() ? held : held + ", missing " + describe(missing);
    }
}
