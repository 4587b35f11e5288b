package io.stci.ordering;

/**
 * The sender's side of credit flow control: how much the receiver has said that it can take.
 *
 * <p>A sender may send while any credit is left, and the last message may overdraw it; so a message larger than the
 * window still passes, and a receiver holds at most its window and one message more. Confined to one thread.
 */
public final class SendCredit {
    private long available;

    /** The receiver has room for so many bytes more. */
    public void grant(long bytes) {
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
