package io.stci.activemessages;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which start of each child a node is linked with: another start is another node. Confined to the node's thread. */
final class Incarnations {
    private final Map<Integer, Integer> known = new HashMap<>();
    private final Set<Integer> restarted = new HashSet<>();

    /** True if a child that was linked before has started anew, and that has not been known. */
    boolean isRestart(int child, int incarnation) {
        Integer before = known.get(child);
        return before != null && !restarted.contains(child) && Integer.compareUnsigned(incarnation, before) > 0;
    }

    /** From now on no start of this child is admitted. */
    void giveUp(int child) {
        restarted.add(child);
    }

    /** @throws StciException CANCELLED if this is not the start that was linked first, or that one is given up */
    void admit(int child, int incarnation) {
        int first = known.computeIfAbsent(child, key -> incarnation);
        if (restarted.contains(child) || first != incarnation) {
            throw new StciException(
                    Status.CANCELLED,
                    "node " + child,
                    "is start " + Integer.toUnsignedString(incarnation) + " of a node that start "
                            + Integer.toUnsignedString(first) + " joined as; what that one knew is lost",
                    "start a new session");
        }
    }
}
