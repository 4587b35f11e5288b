package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;

/** So many bytes may be held, and so many are. What is taken counts in the budget that this one is part of, too. */
final class Budget {
    private final long limitBytes;
    private final Budget whole;
    private long usedBytes;

    Budget(long limitBytes) {
        this(limitBytes, null);
    }

    Budget(long limitBytes, Budget whole) {
        this.limitBytes = limitBytes;
        this.whole = whole;
    }

    boolean fits(long bytes) {
        return bytes <= limitBytes - usedBytes && (whole == null || whole.fits(bytes));
    }

    /** False, and nothing taken, if there is not so much left. */
    boolean take(long bytes) {
        if (!fits(bytes)) {
            return false;
        }
        usedBytes += bytes;
        if (whole != null) {
            whole.usedBytes += bytes;
        }
        return true;
    }

    void give(long bytes) {
        if (bytes > usedBytes) {
            throw new StciException(
                    Status.INTERNAL, "budget", "gets back " + bytes + " of " + usedBytes + " bytes in use", "");
        }
        usedBytes -= bytes;
        if (whole != null) {
            whole.give(bytes);
        }
    }

    long usedBytes() {
        return usedBytes;
    }
}
