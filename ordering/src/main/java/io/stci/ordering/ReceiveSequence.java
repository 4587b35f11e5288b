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
        if (number <= last) {
            return false;
        }
        if (number != last + 1) {
            throw new StciException(
                    Status.PROTOCOL_ERROR, "message " + number, "came before message " + (last + 1), "");
        }
        last = number;
        return true;
    }

    /** The number of the newest message admitted, 0 before the first. */
    public long last() {
        return last;
    }
}
