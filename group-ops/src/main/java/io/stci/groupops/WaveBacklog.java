package io.stci.groupops;

import io.stci.wire.SlowChild;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answers of one node to waves: those that wait to go up, and those that may be asked for again. On a stream that sheds,
 * answers that find no room for too long are dropped, and each of those waves is answered with nobody. Confined to the node's
 * thread.
 */
final class WaveBacklog {
    /** What may wait on a stream that sheds. */
    static final long MAX_BYTES = 256 << 10;

    private final SlowChild policy;
    private final boolean keeps;
    private final byte[] nobody;
    private final TreeMap<Long, byte[]> waiting = new TreeMap<>();
    private final TreeMap<Long, byte[]> kept = new TreeMap<>();
    private final NumberRanges dropped = new NumberRanges();
    private final NumberRanges keptDropped = new NumberRanges();
    private long waitingBytes;

    /** An answer as it goes up. */
    record Answer(long wave, byte[] part) {}

    /**
     * @param keeps true if answers may be asked for again until they are confirmed
     * @param nobody the answer to a wave that was dropped
     */
    WaveBacklog(SlowChild policy, boolean keeps, byte[] nobody) {
        this.policy = policy;
        this.keeps = keeps;
        this.nobody = nobody;
    }

    void add(long wave, byte[] part) {
        keep(wave, part);
        await(wave, part);
    }

    /** Goes up only if it is asked for again. */
    void keep(long wave, byte[] part) {
        if (keeps) {
            kept.put(wave, part);
        }
    }

    /** There is no room above: drops what the stream doesn't let wait. */
    void shed() {
        while (policy == SlowChild.SLOW_SHED && waitingBytes >= MAX_BYTES) {
            dropOldest();
        }
        while (policy == SlowChild.SLOW_CONFLATE && waiting.size() > 1) {
            dropOldest();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty() && dropped.isEmpty();
    }

    /** The oldest wave whose answer waits; there must be one. */
    long first() {
        return isDroppedNext() ? dropped.first() : waiting.firstKey();
    }

    /** Takes out the answer to the oldest wave; there must be one. */
    Answer poll() {
        if (isDroppedNext()) {
            return new Answer(dropped.poll(), nobody);
        }
        Map.Entry<Long, byte[]> next = waiting.pollFirstEntry();
        waitingBytes -= Slot.cost(next.getValue().length);
        return new Answer(next.getKey(), next.getValue());
    }

    /** All that is kept goes up again. */
    void again() {
        kept.forEach(this::await);
        dropped.addAll(keptDropped);
    }

    void confirmed(long upTo) {
        kept.headMap(upTo, true).clear();
        keptDropped.removeUpTo(upTo);
    }

    void clear() {
        waiting.clear();
        kept.clear();
        dropped.removeUpTo(Long.MAX_VALUE);
        keptDropped.removeUpTo(Long.MAX_VALUE);
        waitingBytes = 0;
    }

    private void await(long wave, byte[] part) {
        if (waiting.put(wave, part) == null) {
            waitingBytes += Slot.cost(part.length);
        }
    }

    private void dropOldest() {
        Map.Entry<Long, byte[]> oldest = waiting.pollFirstEntry();
        waitingBytes -= Slot.cost(oldest.getValue().length);
        dropped.add(oldest.getKey());
        if (kept.remove(oldest.getKey()) != null) {
            keptDropped.add(oldest.getKey());
        }
    }

    private boolean isDroppedNext() {
        return !dropped.isEmpty() && (waiting.isEmpty() || dropped.first() < waiting.firstKey());
    }
}
