package io.stci.session;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A loss that the tree has healed: a node whose children found another parent, or links that were lost and made again.
 *
 * @param culprit what was lost, in words
 * @param cause why, as far as is known
 * @param outcome what became of the nodes concerned, in words
 * @param tookNs nanoseconds from when the front-end first heard of it to when it last heard that a node is linked again
 * @param newParents which nodes found another parent, and whom; unmodifiable, empty for links that were made again
 */
public record Repair(
        String culprit, String cause, String outcome, long tookNs, SortedMap<Integer, Integer> newParents) {
    public Repair {
        newParents = Collections.unmodifiableSortedMap(new TreeMap<>(newParents));
    }

    /** In one line. */
    public String text() {
        return culprit + ": " + cause + "; " + outcome + " in " + TimeUnit.NANOSECONDS.toMillis(tookNs) + " ms";
    }
}
