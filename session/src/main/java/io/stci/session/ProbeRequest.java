package io.stci.session;

import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * Waves to ask for, to see how the tree carries them.
 *
 * @param kind what the agents answer
 * @param payloadBytes of CONCATENATE, how many each agent answers: 0 to {@link #MAX_PAYLOAD_BYTES}; of SUM 0. A wave whose
 *     payloads are together larger than a message (1 MiB) holds nobody and says so
 * @param count how many waves: 1 or more
 * @param window how many may be under way at once: 1 to {@link #MAX_WINDOW}; the next is asked for when the oldest has come
 * @param timeoutNs nanoseconds after which a wave completes without those that have not answered: above 0
 */
public record ProbeRequest(Kind kind, int payloadBytes, long count, int window, long timeoutNs) {
    /** What agents answer, and what the tree makes of it. */
    public enum Kind {
        /** Each agent answers its rank + 1; the tree adds. */
        SUM,
        /** Each agent answers bytes of {@link ProbePayload}; the tree keeps them all. */
        CONCATENATE
    }

    public static final int MAX_PAYLOAD_BYTES = 1_000_000;
    /** As many as junctions keep open. */
    public static final int MAX_WINDOW = 64;

    /** @throws StciException INVALID_ARGUMENT if something is out of its range */
    public ProbeRequest {
        check(payloadBytes, 0, kind == Kind.SUM ? 0 : MAX_PAYLOAD_BYTES, "payload bytes");
        check(count, 1, Long.MAX_VALUE, "count");
        check(window, 1, MAX_WINDOW, "window");
        check(timeoutNs, 1, Long.MAX_VALUE, "time-out in ns");
    }

    private static void check(long value, long min, long max, String what) {
        if (value < min || value > max) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "probe's " + what + " " + value,
                    "is not between " + min + " and " + max,
                    "correct it");
        }
    }
}
