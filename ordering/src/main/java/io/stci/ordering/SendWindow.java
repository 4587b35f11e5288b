package io.stci.ordering;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The sender's half of a reliable link over one that loses, repeats and reorders: messages numbered 1, 2, 3, ... kept
 * until the receiver acknowledges them. {@link ReceiveWindow} is the other half.
 *
 * <p>Guarantees: at most {@code capacity} messages are held; each accepted message goes to the release hook exactly once,
 * when acknowledged or at {@link #close()}. A hook that throws counts as having released; the exception passes on and the
 * messages behind stay held.
 *
 * <p>Resending: on the peer's request ({@link #nak}), each message at most once within a round trip; and on silence
 * ({@link #onTimeout}), the oldest message, which may be lost, and the newest, from which the receiver learns what else
 * it misses. The timeout follows RFC 6298: smoothed round trip and variation, Karn's rule, exponential back-off.
 *
 * <p>Times are nanoseconds of one clock that never runs backward, handed in. Confined to one thread; hooks may call back
 * into the window.
 *
 * @param <M> a message; opaque, owned by the window from {@link #offer} to its release
 */
public final class SendWindow<M> implements AutoCloseable {
    /** What {@link #offer} returns when the window is full. */
    public static final long REFUSED = 0;

    /** What {@link #nextTimeoutNs} returns when nothing waits for an acknowledgement. */
    public static final long NEVER = Long.MAX_VALUE;

    private final Object[] messages;
    private final long[] sentNs;
    private final boolean[] resent;
    private final int mask;
    private final RoundTripEstimator roundTrip;
    private final Consumer<? super M> release;
    private long acked;
    private long released;
    private long last;
    private long deadlineNs = NEVER;
    private int timeoutsInARow;
    private boolean closed;

    /**
     * @param capacity how many messages may wait for their acknowledgement: a power of two, at most that of the receiver
     * @param release takes back each message
     * @throws StciException INVALID_ARGUMENT if the capacity is no power of two
     */
    public SendWindow(int capacity, RetransmitPolicy policy, Consumer<? super M> release) {
        this(capacity, policy, release, 0);
    }

    /** A window whose first message has the number after {@code acked}. */
    SendWindow(int capacity, RetransmitPolicy policy, Consumer<? super M> release, long acked) {
        this.mask = Rings.mask(capacity);
        this.messages = new Object[capacity];
        this.sentNs = new long[capacity];
        this.resent = new boolean[capacity];
        this.roundTrip = new RoundTripEstimator(policy);
        this.release = release;
        this.acked = acked;
        this.released = acked;
        this.last = acked;
    }

    /**
     * Takes a message that the caller sends for the first time now.
     *
     * @return its number, or {@link #REFUSED} when the window is full; the message then stays the caller's
     * @throws StciException INTERNAL after {@link #close()}; the message stays the caller's
     */
    public long offer(M message, long nowNs) {
        Objects.requireNonNull(message);
        if (closed) {
            throw new StciException(Status.INTERNAL, "send window", "a message was offered after its close", "");
        }
        if (isFull()) {
            return REFUSED;
        }
        if (deadlineNs == NEVER) {
            deadlineNs = nowNs + roundTrip.timeoutNs();
        }
        last++;
        int slot = slot(last);
        messages[slot] = message;
        sentNs[slot] = nowNs;
        resent[slot] = false;
        return last;
    }

    /**
     * The receiver has all messages up to this number: releases them. Older news is ignored.
     *
     * @throws StciException PROTOCOL_ERROR if no such message has been sent
     */
    public void ack(long upTo, long nowNs) {
        if (closed || upTo <= released) {
            return;
        }
        if (upTo > last) {
            throw neverSent("acknowledged", upTo);
        }
        acked = Math.max(acked, upTo);
        if (!anyResent(upTo)) {
            roundTrip.sample(nowNs - sentNs[slot(upTo)]);
        }
        timeoutsInARow = 0;
        deadlineNs = nowNs + roundTrip.timeoutNs();
        releaseUpTo(upTo);
        disarmIfEmpty();
    }

    /**
     * The receiver misses these messages, both ends included: resends those that weren't resent within the last round
     * trip. Numbers acknowledged meanwhile are passed over.
     *
     * @throws StciException PROTOCOL_ERROR if the range is no range of messages that have been sent
     */
    public void nak(long from, long to, long nowNs, Resender<? super M> resender) {
        if (closed) {
            return;
        }
        if (from < 1 || to < from || to > last) {
            throw neverSent("reported missing", to);
        }
        for (long number = Math.max(from, released + 1); number <= to; number++) {
            if (isHeld(number) && !(resent[slot(number)] && isRecent(number, nowNs))) {
                resend(number, nowNs, resender);
            }
        }
    }

    /** When to call {@link #onTimeout}, in the time of the clock handed in; {@link #NEVER} if nothing waits. */
    public long nextTimeoutNs() {
        return deadlineNs;
    }

    /** Time went by: if the timeout is over, backs off and resends. Calling it early is harmless. */
    public void onTimeout(long nowNs, Resender<? super M> resender) {
        disarmIfEmpty();
        if (nowNs < deadlineNs || isEmpty()) {
            return;
        }
        timeoutsInARow++;
        roundTrip.backOff();
        long newest = last;
        resend(released + 1, nowNs, resender);
        if (isHeld(newest) && !isRecent(newest, nowNs)) {
            resend(newest, nowNs, resender);
        }
    }

    /** Releases everything. Acknowledgements that come later are ignored. Closing again is harmless. */
    @Override
    public void close() {
        closed = true;
        deadlineNs = NEVER;
        releaseUpTo(last);
    }

    /** Messages that wait for their acknowledgement. */
    public int held() {
        return (int) (last - released);
    }

    public boolean isEmpty() {
        return last == released;
    }

    public boolean isFull() {
        return held() == messages.length;
    }

    /** The receiver has all messages up to this number, as far as is known. */
    public long acked() {
        return acked;
    }

    /** Timeouts since the receiver last acknowledged anything new: by these a caller tells that a link is dead. */
    public int timeoutsInARow() {
        return timeoutsInARow;
    }

    /** Sends a message once more; the message stays the window's. */
    @FunctionalInterface
    public interface Resender<M> {
        void resend(long number, M message);
    }

    private void resend(long number, long nowNs, Resender<? super M> resender) {
        int slot = slot(number);
        resent[slot] = true;
        sentNs[slot] = nowNs;
        if (number == released + 1) {
            deadlineNs = nowNs + roundTrip.timeoutNs();
        }
        resender.resend(number, messageAt(slot));
    }

    private void releaseUpTo(long upTo) {
        while (released < upTo) {
            released++;
            int slot = slot(released);
            M message = messageAt(slot);
            messages[slot] = null;
            release.accept(message);
        }
    }

    private void disarmIfEmpty() {
        if (isEmpty()) {
            deadlineNs = NEVER;
        }
    }

    private boolean anyResent(long upTo) {
        for (long number = released + 1; number <= upTo; number++) {
            if (resent[slot(number)]) {
                return true;
            }
        }
        return false;
    }

    private boolean isHeld(long number) {
        return number > released && number <= last;
    }

    private boolean isRecent(long number, long nowNs) {
        return nowNs - sentNs[slot(number)] < roundTrip.roundTripNs();
    }

    private int slot(long number) {
        return (int) number & mask;
    }

    @SuppressWarnings("unchecked")
    private M messageAt(int slot) {
        return (M) messages[slot];
    }

    private StciException neverSent(String did, long number) {
        String reason = did + " message " + number + ", the last sent is " + last;
        return new StciException(Status.PROTOCOL_ERROR, "receiver", reason, "");
    }
}
