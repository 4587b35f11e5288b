package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.concurrent.TimeUnit;

/**
 * The bounds of an end. They must be the same at all ends of a session: each keeps to those of the others by its own.
 *
 * @param eagerLimitBytes payloads up to this come along with their message; larger ones are asked for
 * @param inboundBytes of messages that others may have sent here and that have not been handled, and as much again of tagged ones that
 *     have not been received: half of it is the front-end's, half
 *     is shared by the agents; but each has at least 1 KiB, and at most {@code queuedBytesPerPeer}. A message counts 256 bytes beside its
 *     name and payload, a tagged one 512, and the last may overdraw
 * @param queuedBytesPerPeer of messages that wait to leave for one end; and once more for answers, and for tagged ones
 * @param outboundBytes of all that waits to leave, payloads of transfers included
 * @param callsPerPeer requests that one end is asked at a time; more wait
 * @param runningHandlers whose stages have not completed; more messages wait, and as many interrupts may run besides
 * @param sendDeadlineNs after which a one-way message for a handler that could not leave fails
 * @param transfers how larger payloads move
 */
public record MessageOptions(
        int eagerLimitBytes,
        long inboundBytes,
        long queuedBytesPerPeer,
        long outboundBytes,
        int callsPerPeer,
        int runningHandlers,
        long sendDeadlineNs,
        TransferOptions transfers) {
    /** @throws StciException INVALID_ARGUMENT if a bound lets nothing through */
    public MessageOptions {
        if (eagerLimitBytes < 0 || inboundBytes < 1 || callsPerPeer < 1 || runningHandlers < 1 || sendDeadlineNs < 1) {
            throw invalid("contain a number below 1");
        }
        if (queuedBytesPerPeer < Costs.ofTagged(eagerLimitBytes) || outboundBytes < queuedBytesPerPeer) {
            throw invalid("leave no room for one message of " + eagerLimitBytes + " bytes");
        }
        if (outboundBytes < transfers.maxBytes()) {
            throw invalid("leave no room for one transfer of " + transfers.maxBytes() + " bytes");
        }
    }

    /** 64 KiB eager, windows of 64 MiB in all, 1 MiB queued for a peer and 256 MiB in all, 256 calls a peer, 256 handlers, 60 s. */
    public static MessageOptions standard() {
        return new MessageOptions(
                64 << 10,
                64L << 20,
                1L << 20,
                256L << 20,
                256,
                256,
                TimeUnit.SECONDS.toNanos(60),
                TransferOptions.standard());
    }

    private static StciException invalid(String reason) {
        return new StciException(
                Status.INVALID_ARGUMENT, "message options", reason, "start from MessageOptions.standard()");
    }
}
