package io.stci.groupops;

import io.stci.core.RankSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** The members below one node that are missing from a stream, and why. Confined to the node's thread. */
final class Absences {
    private final ChildSlots slots;
    /** Given up here. */
    private final Map<String, RankSet> lost = new LinkedHashMap<>();
    /** Missing beside what the slots report. */
    private final Map<String, RankSet> gaps = new LinkedHashMap<>();

    Absences(ChildSlots slots) {
        this.slots = slots;
    }

    /** Members that were gone before the stream was opened. */
    void neverThere(String reason, RankSet ranks) {
        lose(reason, ranks);
        gaps.putAll(lost);
    }

    /** Members that are given up. */
    void lose(String reason, RankSet ranks) {
        if (!ranks.isEmpty()) {
            MissingRanks.add(lost, reason, ranks);
        }
    }

    /** Members of which something was lost that nobody can send again. */
    void cutOff(String reason, RankSet ranks) {
        if (!ranks.isEmpty()) {
            MissingRanks.add(gaps, reason, ranks);
        }
    }

    /** The members that are given up, by reason; a view. */
    Map<String, RankSet> lost() {
        return lost;
    }

    /** Of the children that have ended, the members that did not end of their own accord. */
    Map<String, RankSet> missing() {
        Map<String, RankSet> missing = new LinkedHashMap<>(gaps);
        slots.all().forEach(slot -> MissingRanks.addAll(missing, slot.missing));
        return missing;
    }
}
