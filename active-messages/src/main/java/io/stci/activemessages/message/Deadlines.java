package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.concurrent.TimeUnit;

/** Deadlines that can be added to any moment without overflow. */
final class Deadlines {
    private static final long MAX_NS = TimeUnit.DAYS.toNanos(365);

    private Deadlines() {}

    /** @throws StciException INVALID_ARGUMENT if it is none */
    static long check(long deadlineNs) {
        if (deadlineNs <= 0) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "deadline", "of " + deadlineNs + " ns is over", "give a positive one");
        }
        return Math.min(deadlineNs, MAX_NS);
    }

    /** As another end wrote it: any number, unsigned. */
    static long fromWire(long deadlineNs) {
        return deadlineNs < 0 ? MAX_NS : Math.min(deadlineNs, MAX_NS);
    }

    /** What is left of a deadline, as it is told to another end. */
    static long left(long atNs, long nowNs) {
        return Math.max(0, atNs - nowNs);
    }

    /** As errors name it. */
    static String text(long deadlineNs) {
        return deadlineNs < 10_000_000 ? deadlineNs + " ns" : TimeUnit.NANOSECONDS.toMillis(deadlineNs) + " ms";
    }
}
