package io.stci.ordering;

import io.stci.core.Status;
import io.stci.core.StciException;

/** Admits each numbered message once and in order: 1, 2, 3, ... Confined to one thread. */
public final class ReceiveSequence {
    private long last;

    /**
     * A message came.
     *
     * @return true if it is the next one, false if it is a duplicate to be dropped
     * @throws StciException PROTOCOL_ERROR if one before it is missing, which an ordered link rules out
     */
    public boolean admit(long number) {
        return admit(number, number);
    }

    /** As {@link #admit(long)}, of something that stands for all numbers from first to last; some may have come before. */
    public boolean admit(long first, long lastNumber) {
        if (lastNumber <= last) {
            return false;
        }
        if (first > last + 1) {
            throw new StciException(Status.PROTOCOL_ERROR, "message " + first, "came before message " + (last + 1), "");
        }
        last = lastNumber;
        return true;
    }

    /** The number of the newest message admitted, 0 before the first. */
    public long last() {
        return last;
    }
}
