package io.stci.session;

import java.util.concurrent.TimeUnit;

/**
 * A loss that the tree has healed: a node whose children found another parent, or links that were lost and made again.
 *
 * @param culprit what was lost, in words
 * @param cause why, as far as is known
 * @param outcome what became of the nodes concerned, in words
 * @param tookNs nanoseconds from when the front-end first heard of it to when it last heard that a node is linked again
 */
public record Repair(String culprit, String cause, String outcome, long tookNs) {
    /** In one line. */
    public String text() {
        return culprit + ": " + cause + "; " + outcome + " in " + TimeUnit.NANOSECONDS.toMillis(tookNs) + " ms";
    }
}
