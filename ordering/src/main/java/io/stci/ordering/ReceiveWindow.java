package io.stci.ordering;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The receiver's half of a reliable link over one that loses, repeats and reorders: delivers the messages 1, 2, 3, ... of
 * a {@link SendWindow}, each once and in order.
 *
 * <p>Guarantees: at most {@code capacity} messages are held, those that came before one that is missing. Each message that
 * comes goes exactly once either to the consumer, who owns it from then on, or to the release hook. A consumer or hook
 * that throws counts as having taken its message.
 *
 * <p>Times are nanoseconds of one clock that never runs backward, handed in. Confined to one thread; consumer and hook may
 * call back into the window.
 *
 * @param <M> a message; opaque, owned by the window from {@link #received} on
 */
public final class ReceiveWindow<M> implements AutoCloseable {
    /** What {@link #nextTimeoutNs} returns when nothing is missing. */
    public static final long NEVER = Long.MAX_VALUE;

    private final Object[] messages;
    private final int mask;
    private final NakSchedule schedule;
    private final Consumer<? super M> consumer;
    private final Consumer<? super M> release;
    private long delivered;
    private long highest;
    private int held;
    private long deadlineNs = NEVER;
    private boolean ackDue;
    private boolean closed;
    private long duplicates;
    private long beyondWindow;

    /**
     * @param capacity how many messages may be held out of order: a power of two, at least that of the sender
     * @param consumer takes each message in order, and owns it
     * @param release takes back messages that are not delivered
     * @throws io.stci.core.StciException INVALID_ARGUMENT if the capacity is no power of two
     */
    public ReceiveWindow(int capacity, NakPolicy policy, Consumer<? super M> consumer, Consumer<? super M> release) {
        this(capacity, policy, consumer, release, 0);
    }

    /** A window whose first message has the number after {@code delivered}. */
    ReceiveWindow(
            int capacity, NakPolicy policy, Consumer<? super M> consumer, Consumer<? super M> release, long delivered) {
        this.mask = Rings.mask(capacity);
        this.messages = new Object[capacity];
        this.schedule = new NakSchedule(policy, capacity);
        this.consumer = consumer;
        this.release = release;
        this.delivered = delivered;
        this.highest = delivered;
    }

    /**
     * A message came, in whatever order and however often. Takes ownership in every case.
     *
     * @param number as its sender gave it; one below 1 counts as a duplicate
     */
    public Arrival received(long number, M message, long nowNs) {
        Objects.requireNonNull(message);
        Arrival arrival = classify(number);
        switch (arrival) {
            case DELIVERED -> deliver(number, message);
            case HELD -> hold(number, message, nowNs);
            case DUPLICATE -> dropDuplicate(message);
            case BEYOND_WINDOW -> dropBeyond(message, nowNs);
            case CLOSED -> release.accept(message);
        }
        deliverHeld();
        return arrival;
    }

    /** True if the sender should hear {@link #takeAck()} again: something was delivered, or came once more. */
    public boolean ackDue() {
        return ackDue;
    }

    /** The cumulative acknowledgement, which the caller sends now: all messages up to this number have been delivered. */
    public long takeAck() {
        ackDue = false;
        return delivered;
    }

    /** All messages up to this number have been delivered. */
    public long delivered() {
        return delivered;
    }

    /** Visits the ranges of numbers that are known to be missing, in rising order. */
    public void gaps(GapConsumer action) {
        long from = delivered + 1;
        for (long number = from; number <= highest; number++) {
            if (isHeld(number)) {
                if (from < number) {
                    action.accept(from, number - 1);
                }
                from = number + 1;
            }
        }
        if (from <= highest) {
            action.accept(from, highest);
        }
    }

    /** When to call {@link #onTimeout}, in the time of the clock handed in; {@link #NEVER} if nothing is missing. */
    public long nextTimeoutNs() {
        return deadlineNs;
    }

    /**
     * Time went by: asks for the missing numbers whose time has come. A gap is due at once when it opens; the call then
     * only draws how long to wait before its first request. Calling it early is harmless.
     */
    public void onTimeout(long nowNs, RandomGenerator random, NakSender sender) {
        if (nowNs < deadlineNs) {
            return;
        }
        NakSchedule.Round round = schedule.round(nowNs, random);
        gaps(round);
        deadlineNs = round.nextDueNs();
        round.send(sender);
    }

    /** Releases what is held, and from now on whatever comes. Closing again is harmless. */
    @Override
    public void close() {
        closed = true;
        ackDue = false;
        deadlineNs = NEVER;
        for (long number = delivered + 1; number <= highest; number++) {
            if (isHeld(number)) {
                release.accept(take(number));
            }
        }
        highest = delivered;
    }

    /** Messages that wait for one before them. */
    public int held() {
        return held;
    }

    /** Messages that came more than once, so far. */
    public long duplicates() {
        return duplicates;
    }

    /** Messages that were too far ahead to be kept, so far. */
    public long beyondWindow() {
        return beyondWindow;
    }

    /** Takes a range of missing numbers, both ends included. */
    @FunctionalInterface
    public interface GapConsumer {
        void accept(long from, long to);
    }

    /** Asks the sender for a range of numbers, both ends included. */
    @FunctionalInterface
    public interface NakSender {
        void nak(long from, long to);
    }

    private Arrival classify(long number) {
        if (closed) {
            return Arrival.CLOSED;
        }
        if (number <= delivered) {
            return Arrival.DUPLICATE;
        }
        if (number - delivered > messages.length) {
            return Arrival.BEYOND_WINDOW;
        }
        if (isHeld(number)) {
            return Arrival.DUPLICATE;
        }
        return number == delivered + 1 ? Arrival.DELIVERED : Arrival.HELD;
    }

    private void deliver(long number, M message) {
        delivered = number;
        ackDue = true;
        if (highest <= number) {
            highest = number;
            deadlineNs = NEVER;
        }
        consumer.accept(message);
    }

    private void deliverHeld() {
        while (held > 0 && !closed && isHeld(delivered + 1)) {
            long next = delivered + 1;
            deliver(next, take(next));
        }
    }

    private void hold(long number, M message, long nowNs) {
        noticeMissing(number - 1, nowNs);
        highest = Math.max(highest, number);
        messages[slot(number)] = message;
        held++;
    }

    private void dropDuplicate(M message) {
        duplicates++;
        ackDue = true;
        release.accept(message);
    }

    /** The message is lost, but tells that there are others before it. */
    private void dropBeyond(M message, long nowNs) {
        beyondWindow++;
        ackDue = true;
        noticeMissing(delivered + messages.length, nowNs);
        release.accept(message);
    }

    private void noticeMissing(long upTo, long nowNs) {
        while (highest < upTo) {
            highest++;
            schedule.missing(highest, nowNs);
            deadlineNs = Math.min(deadlineNs, nowNs);
        }
    }

    private boolean isHeld(long number) {
        return messages[slot(number)] != null;
    }

    @SuppressWarnings("unchecked")
    private M take(long number) {
        int slot = slot(number);
        M message = (M) messages[slot];
        messages[slot] = null;
        held--;
        return message;
    }

    private int slot(long number) {
        return (int) number & mask;
    }
}
