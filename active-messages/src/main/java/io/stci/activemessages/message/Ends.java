package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;

/** The ends of a session in words and in numbers. */
final class Ends {
    private static final long MIN_WINDOW_BYTES = 1024;

    private Ends() {}

    /** As errors name it. */
    static String name(int end) {
        return end == MessageCarrier.FRONT_END ? "front-end" : "rank " + end;
    }

    /** True if there is such an end, and it is another than the carrier's own. */
    static boolean isPeer(MessageCarrier carrier, int end) {
        return end >= MessageCarrier.FRONT_END && end < carrier.size() && end != carrier.self();
    }

    /** @throws StciException INVALID_ARGUMENT if there is no such other end */
    static void checkPeer(MessageCarrier carrier, int end) {
        if (!isPeer(carrier, end)) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    name(end),
                    "is not another end of a session with " + carrier.size() + " agents",
                    "name another rank below that, or the front-end");
        }
    }

    /** What one end may have sent another that has not been handled; both work it out alike. */
    static long windowBytes(MessageOptions options, int size, int from, int to) {
        long half = options.inboundBytes() / 2;
        long share = from == MessageCarrier.FRONT_END
                ? half
                : (to == MessageCarrier.FRONT_END ? options.inboundBytes() : half) / Math.max(1, size);
        return Math.max(MIN_WINDOW_BYTES, Math.min(share, options.queuedBytesPerPeer()));
    }
}
