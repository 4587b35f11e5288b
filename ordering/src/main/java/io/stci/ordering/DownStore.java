package io.stci.ordering;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Numbered messages on their way down, kept until the whole subtree has acknowledged them, so that a child that joins
 * again can be told what it missed.
 *
 * <p>Guarantees: numbers are consecutive; each message taken goes to the release hook exactly once, when acknowledged or at
 * {@link #close()}. A hook that throws counts as having released.
 *
 * <p>Bound: it takes a message while it holds less than its capacity, so one message may overdraw it. Confined to one
 * thread; hooks may call back into the store.
 *
 * @param <M> a message; opaque, owned by the store from {@link #add} to its release
 */
public final class DownStore<M> implements AutoCloseable {
    private final long capacityBytes;
    private final ToLongFunction<? super M> sizeBytes;
    private final Consumer<? super M> release;
    private final IndexedQueue<Stored<M>> stored = new IndexedQueue<>();
    private long heldBytes;
    private long last;
    private long acked;
    private boolean empty = true;
    private boolean closed;

    /**
     * @param sizeBytes what a message counts; asked once for each
     * @param release takes back each message
     */
    public DownStore(long capacityBytes, ToLongFunction<? super M> sizeBytes, Consumer<? super M> release) {
        this.capacityBytes = capacityBytes;
        this.sizeBytes = sizeBytes;
        this.release = release;
    }

    /** True if it takes another message now. */
    public boolean hasRoom() {
        return heldBytes < capacityBytes;
    }

    /** Bytes held. */
    public long heldBytes() {
        return heldBytes;
    }

    /** Messages held. */
    public int held() {
        return stored.size();
    }

    /**
     * Takes the next message. One that the subtree has acknowledged already is released at once.
     *
     * @param number 1 or more for the first message, afterwards the number after the one before
     * @throws StciException INTERNAL if the number is another, or after close; RESOURCE_EXHAUSTED without room; the message
     *     then stays the caller's
     */
    public void add(long number, M message) {
        Objects.requireNonNull(message);
        checkTakes(number);
        long size = sizeBytes.applyAsLong(message);
        empty = false;
        last = number;
        if (number <= acked) {
            release.accept(message);
            return;
        }
        stored.addLast(new Stored<>(number, size, message));
        heldBytes += size;
    }

    /** The whole subtree has all messages up to this number: releases them. Older news is ignored. */
    public void acked(long upTo) {
        acked = Math.max(acked, upTo);
        while (!stored.isEmpty() && stored.get(0).number <= acked) {
            releaseFirst();
        }
    }

    /**
     * Visits, in order, the messages after this number; they stay the store's.
     *
     * @throws StciException INTERNAL if one of them has been released or was never held, so that there would be a hole
     */
    public void forEachAfter(long number, NumberedConsumer<? super M> action) {
        if (empty || number >= last) {
            return;
        }
        if (stored.isEmpty() || number + 1 < stored.get(0).number) {
            throw misuse("message " + (number + 1) + " is no longer kept");
        }
        for (long next = number + 1; next <= last && !stored.isEmpty(); next++) {
            long index = next - stored.get(0).number;
            if (index >= 0) {
                action.accept(next, stored.get((int) index).message);
            }
        }
    }

    /** Releases everything. Acknowledgements that come later change nothing. Closing again is harmless. */
    @Override
    public void close() {
        closed = true;
        while (!stored.isEmpty()) {
            releaseFirst();
        }
    }

    /** Takes a message and its number. */
    @FunctionalInterface
    public interface NumberedConsumer<M> {
        void accept(long number, M message);
    }

    private void releaseFirst() {
        Stored<M> first = stored.removeFirst();
        heldBytes -= first.sizeBytes;
        release.accept(first.message);
    }

    private void checkTakes(long number) {
        if (closed) {
            throw misuse("message " + number + " came after its close");
        }
        if (empty ? number < 1 : number != last + 1) {
            throw misuse("message " + number + " came after message " + last);
        }
        if (!hasRoom()) {
            String reason = "is full with " + heldBytes + " bytes";
            throw new StciException(Status.RESOURCE_EXHAUSTED, "down store", reason, "wait for an acknowledgement");
        }
    }

    private static StciException misuse(String reason) {
        return new StciException(Status.INTERNAL, "down store", reason, "");
    }

    private record Stored<M>(long number, long sizeBytes, M message) {}
}
