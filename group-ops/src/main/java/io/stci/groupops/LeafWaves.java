package io.stci.groupops;

import java.util.Map;
import java.util.TreeMap;

/** An agent's answers to waves: those that are to be sent, and those that may be asked for again. */
final class LeafWaves {
    /** Kept at the most; the front-end confirms waves well before. */
    private static final int KEPT = 256;

    private final boolean keeps;
    private final TreeMap<Long, byte[]> kept = new TreeMap<>();
    private final TreeMap<Long, byte[]> toSend = new TreeMap<>();

    /** @param keeps true if answers may be asked for again until they are confirmed */
    LeafWaves(boolean keeps) {
        this.keeps = keeps;
    }

    void add(long wave, byte[] part) {
        toSend.put(wave, part);
        keep(wave, part);
    }

    /** Is sent only if it is asked for again. */
    void keep(long wave, byte[] part) {
        if (keeps) {
            kept.put(wave, part);
        }
        if (kept.size() > KEPT) {
            kept.pollFirstEntry();
        }
    }

    boolean isEmpty() {
        return toSend.isEmpty();
    }

    Map.Entry<Long, byte[]> poll() {
        return toSend.pollFirstEntry();
    }

    void again() {
        toSend.putAll(kept);
    }

    void confirmed(long upTo) {
        kept.headMap(upTo, true).clear();
    }

    void clear() {
        kept.clear();
        toSend.clear();
    }
}
