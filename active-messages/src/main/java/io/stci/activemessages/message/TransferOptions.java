package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.concurrent.TimeUnit;

/**
 * How payloads move that are too large to come along with their message. The same at all ends of a session.
 *
 * @param maxBytes the largest payload of all
 * @param inboundBytes what an end asks for at a time, from all others together: half of it for answers, half for the rest
 * @param chunkBytes bytes in a piece; fewer if the carrier takes no more
 * @param chunksAtATime pieces that may be on their way for one transfer
 * @param stallNs a transfer that was asked for, and of which nothing came for so long, is given up
 */
public record TransferOptions(int maxBytes, long inboundBytes, int chunkBytes, int chunksAtATime, long stallNs) {
    /** @throws StciException INVALID_ARGUMENT if a number isn't positive, or the largest payload is more than half of what is asked for */
    public TransferOptions {
        if (maxBytes < 1 || chunkBytes < 1 || chunksAtATime < 1 || stallNs < 1 || inboundBytes / 2 < maxBytes) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "transfer options",
                    "contain a number below 1, or payloads of " + maxBytes + " bytes don't fit half of " + inboundBytes,
                    "give positive numbers, and inboundBytes of at least twice maxBytes");
        }
    }

    /** Payloads of up to 64 MiB, 128 MiB at a time, 8 pieces of 64 KiB each, given up after 30 s. */
    public static TransferOptions standard() {
        return new TransferOptions(64 << 20, 128L << 20, 64 << 10, 8, TimeUnit.SECONDS.toNanos(30));
    }
}
