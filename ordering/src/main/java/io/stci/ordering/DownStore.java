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
    private final IndexedQueue<Kept<M>> stored = new IndexedQueue<>();
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
        add(number, number, message);
    }

    /** As {@link #add(long, Object)}, of one that stands for all numbers from first to last. */
    public void add(long first, long lastNumber, M message) {
        Objects.requireNonNull(message);
        checkTakes(first);
        long size = sizeBytes.applyAsLong(message);
        empty = false;
        last = lastNumber;
        if (last <= acked) {
            release.accept(message);
            return;
        }
        stored.addLast(new Kept<>(first, last, size, message));
        heldBytes += size;
    }

    /** The whole subtree has all messages up to this number: releases them. Older news is ignored. */
    public void acked(long upTo) {
        acked = Math.max(acked, upTo);
        while (!stored.isEmpty() && stored.get(0).last <= acked) {
            releaseFirst();
        }
    }

    /**
     * The first message kept that brings a number after this one; null if there is none. It stays the store's. If it begins
     * later than with the next number, those between have been released, or were never held.
     */
    public Kept<M> firstAfter(long number) {
        int low = 0;
        int high = stored.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stored.get(middle).last <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < stored.size() ? stored.get(low) : null;
    }

    /** Releases everything. Acknowledgements that come later change nothing. Closing again is harmless. */
    @Override
    public void close() {
        closed = true;
        while (!stored.isEmpty()) {
            releaseFirst();
        }
    }

    /**
     * A message that is kept.
     *
     * @param first the first number that it stands for
     * @param last the last one; the same for a plain message
     * @param sizeBytes what it counts
     */
    public record Kept<M>(long first, long last, long sizeBytes, M message) {}

    private void releaseFirst() {
        Kept<M> first = stored.removeFirst();
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
}
