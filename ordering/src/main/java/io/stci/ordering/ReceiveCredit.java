package io.stci.ordering;

import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * The receiver's side of credit flow control: a window of bytes, given back in portions of half of it, and if it is asked for whenever
 * nothing is held any more. That shows the sender that all has been consumed, but costs a grant for each message of a slow sender.
 *
 * <p>Invariant: bytes received and not yet consumed never exceed the window by more than one message. Confined to one
 * thread.
 */
public final class ReceiveCredit {
    private final long windowBytes;
    private final boolean returnsWhenIdle;
    private long outstandingBytes;
    private long returnableBytes;

    /**
     * One that gives back in portions only: the sender always has at least half of the window that is not held here.
     *
     * @param windowBytes at least 1
     */
    public static ReceiveCredit inPortions(long windowBytes) {
        return new ReceiveCredit(windowBytes, false);
    }

    /**
     * One that gives all back when nothing is held.
     *
     * @param windowBytes at least 1
     */
    public ReceiveCredit(long windowBytes) {
        this(windowBytes, true);
    }

    private ReceiveCredit(long windowBytes, boolean returnsWhenIdle) {
        this.returnsWhenIdle = returnsWhenIdle;
        if (windowBytes < 1) {
            throw new StciException(Status.INTERNAL, "window", "of " + windowBytes + " bytes lets nothing through", "");
        }
        this.windowBytes = windowBytes;
    }

    /** What to grant at first. */
    public long initialGrant() {
        return windowBytes;
    }

    /**
     * A message came.
     *
     * @throws StciException RESOURCE_EXHAUSTED if its sender had no credit left
     */
    public void received(long bytes) {
        if (isUsedUp()) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED, "sender", "sent beyond its credit of " + windowBytes + " bytes", "");
        }
        outstandingBytes += bytes;
    }

    /**
     * A message was consumed.
     *
     * @return how much to grant now, 0 for nothing yet
     * @throws StciException INTERNAL if more is consumed than was received
     */
    public long consumed(long bytes) {
        if (bytes < 0 || bytes > outstandingBytes - returnableBytes) {
            throw new StciException(
                    Status.INTERNAL, "receiver", "consumed " + bytes + " bytes that it had not received", "");
        }
        returnableBytes += bytes;
        boolean nothingHeld = returnsWhenIdle && returnableBytes == outstandingBytes;
        if (returnableBytes * 2 < windowBytes && !nothingHeld) {
            return 0;
        }
        long grant = returnableBytes;
        outstandingBytes -= grant;
        returnableBytes = 0;
        return grant;
    }

    /** True if the sender has no credit left, but for what it is given back from now on. */
    public boolean isUsedUp() {
        return outstandingBytes >= windowBytes;
    }

    /** Bytes received and not yet given back. */
    public long outstandingBytes() {
        return outstandingBytes;
    }
}
