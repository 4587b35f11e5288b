package io.stci.session.tool;

import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The arrays that one agent keeps while they are combined chunk by chunk. Confined to the node's thread. */
final class KeptVectors {
    static final int MAX_ELEMENTS = 1 << 24;
    private static final int MAX_KEPT = 16;

    private final Scheduler scheduler;
    private final Map<Long, Kept> byNumber = new LinkedHashMap<>();

    private record Kept(Object array, Scheduler.Timer timer) {}

    KeptVectors(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Keeps an array until it is dropped, or for so long.
     *
     * @return its length
     * @throws StciException INVALID_ARGUMENT if it is too long, RESOURCE_EXHAUSTED if too many are kept
     */
    long keep(long number, Object array, long forNs) {
        int length = Slices.length(array);
        if (length > MAX_ELEMENTS) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "vector", "has " + length + " elements, more than " + MAX_ELEMENTS, "");
        }
        if (byNumber.size() >= MAX_KEPT) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED, "vector", "is one too many: " + MAX_KEPT + " are kept already", "");
        }
        byNumber.put(number, new Kept(array, scheduler.schedule(forNs, () -> byNumber.remove(number))));
        return length;
    }

    /** @throws StciException NOT_FOUND if it is not kept any more */
    Object slice(long number, int from, int to) {
        Kept kept = byNumber.get(number);
        if (kept == null) {
            throw new StciException(Status.NOT_FOUND, "vector", "is not kept any more", "");
        }
        return Slices.of(kept.array(), from, to);
    }

    void drop(long number) {
        Kept kept = byNumber.remove(number);
        if (kept != null) {
            kept.timer().cancel();
        }
    }
}
