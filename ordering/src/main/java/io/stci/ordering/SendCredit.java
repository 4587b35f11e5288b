package io.stci.ordering;

import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * The sender's side of credit flow control: how much the receiver has said that it can take.
 *
 * <p>A sender may send while any credit is left, and the last message may overdraw it; so a message larger than the
 * window still passes, and a receiver holds at most its window and one message more. Confined to one thread.
 */
public final class SendCredit {
    private long available;

    /**
     * The receiver has room for so many bytes more.
     *
     * @param bytes as it came from the receiver
     * @throws StciException PROTOCOL_ERROR if no receiver can mean it: negative, or more than a long can sum up
     */
    public void grant(long bytes) {
        if (bytes < 0 || available > Long.MAX_VALUE - bytes) {
            throw new StciException(
                    Status.PROTOCOL_ERROR, "receiver", "granted " + Long.toUnsignedString(bytes) + " bytes", "");
        }
        available += bytes;
    }

    public boolean hasRoom() {
        return available > 0;
    }

    public void spend(long bytes) {
        available -= bytes;
    }

    /** Bytes that may be sent; negative when overdrawn. */
    public long available() {
        return available;
    }
}
