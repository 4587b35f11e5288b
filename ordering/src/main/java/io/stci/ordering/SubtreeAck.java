package io.stci.ordering;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Cumulative acknowledgement of numbered messages over a subtree whose parts come and go: the least of what its parts have
 * acknowledged.
 *
 * <p>What it has reported never goes backward: a part that lacks messages whose acknowledgement was reported is refused,
 * for nobody need hold these any more.
 *
 * <p>Costs O(log parts) a change. Confined to one thread.
 */
public final class SubtreeAck {
    private final Map<Integer, Part> parts = new HashMap<>();
    private Part[] heap = new Part[8];
    private int size;
    private long reported;

    /**
     * A part comes.
     *
     * @param child its key
     * @param ackedSoFar it has all messages up to this number
     * @throws StciException INTERNAL if the part is here already, or lacks a message that was reported as acknowledged
     */
    public void add(int child, long ackedSoFar) {
        if (ackedSoFar < reported) {
            throw misuse(child, "has messages up to " + ackedSoFar + ", up to " + reported + " was reported");
        }
        Part part = new Part(ackedSoFar);
        if (parts.putIfAbsent(child, part) != null) {
            throw misuse(child, "is a part already");
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        size++;
        moveUp(part, size - 1);
    }

    /**
     * A part has all messages up to this number. Older news, and news of a part that is gone, is ignored.
     *
     * @return true if {@link #acked()} grew
     */
    public boolean ack(int child, long upTo) {
        Part part = parts.get(child);
        if (part == null || upTo <= part.acked) {
            return false;
        }
        long before = least();
        part.acked = upTo;
        moveDown(part, part.index);
        return least() > before;
    }

    /**
     * A part is gone and no longer waited for.
     *
     * @return true if {@link #acked()} grew
     */
    public boolean remove(int child) {
        Part part = parts.remove(child);
        if (part == null) {
            return false;
        }
        long before = least();
        size--;
        Part moved = heap[size];
        heap[size] = null;
        if (moved != part) {
            moveUp(moved, part.index);
            moveDown(moved, moved.index);
        }
        return least() > before;
    }

    /**
     * All messages up to this number have reached every part, which counts as reported from now on.
     * {@link Long#MAX_VALUE} when there is no part, which isn't a number and doesn't count.
     */
    public long acked() {
        if (size > 0) {
            reported = Math.max(reported, least());
        }
        return least();
    }

    /**
     * As {@link #acked()}, but never more than the newest message there is: without parts, all that there is counts as
     * acknowledged, and as reported.
     */
    public long acked(long newest) {
        reported = Math.max(reported, Math.min(least(), newest));
        return reported;
    }

    /** How many parts there are. */
    public int size() {
        return size;
    }

    private long least() {
        return size == 0 ? Long.MAX_VALUE : heap[0].acked;
    }

    private void moveUp(Part part, int from) {
        int at = from;
        while (at > 0 && heap[(at - 1) / 2].acked > part.acked) {
            place(heap[(at - 1) / 2], at);
            at = (at - 1) / 2;
        }
        place(part, at);
    }

    private void moveDown(Part part, int from) {
        int at = from;
        for (int child = lesserChild(at); child < size && heap[child].acked < part.acked; child = lesserChild(at)) {
            place(heap[child], at);
            at = child;
        }
        place(part, at);
    }

    private int lesserChild(int at) {
        int left = 2 * at + 1;
        return left + 1 < size && heap[left + 1].acked < heap[left].acked ? left + 1 : left;
    }

    private void place(Part part, int at) {
        heap[at] = part;
        part.index = at;
    }

    private static StciException misuse(int child, String reason) {
        return new StciException(Status.INTERNAL, "child " + child, reason, "");
    }

    private static final class Part {
        private long acked;
        private int index;

        Part(long acked) {
            this.acked = acked;
        }
    }
}
