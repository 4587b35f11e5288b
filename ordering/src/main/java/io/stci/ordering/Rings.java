package io.stci.ordering;

import io.stci.core.Status;
import io.stci.core.StciException;

/** Arithmetic of fixed rings. */
final class Rings {
    private Rings() {}

    /** What turns a number into a slot of a ring; refuses a capacity that is no power of two. */
    static int mask(int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 0) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "window capacity " + capacity, "is no power of two", "use 64 or 1024");
        }
        return capacity - 1;
    }
}
