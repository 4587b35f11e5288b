package io.stci.groupops;

import java.util.Map;
import java.util.TreeMap;

/** A set of numbers that mostly follow each other; takes memory for each run of them only. Confined to one thread. */
final class NumberRanges {
    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();

    boolean isEmpty() {
        return lastByFirst.isEmpty();
    }

    /** The lowest; there must be one. */
    long first() {
        return lastByFirst.firstKey();
    }

    void add(long number) {
        add(number, number);
    }

    void addAll(NumberRanges others) {
        others.lastByFirst.forEach(this::add);
    }

    /** Takes out the lowest; there must be one. */
    long poll() {
        long first = first();
        removeUpTo(first);
        return first;
    }

    void removeUpTo(long number) {
        while (!isEmpty() && first() <= number) {
            Map.Entry<Long, Long> lowest = lastByFirst.pollFirstEntry();
            if (lowest.getValue() > number) {
                lastByFirst.put(number + 1, lowest.getValue());
            }
        }
    }

    private void add(long first, long last) {
        long from = first;
        long to = last;
        for (Map.Entry<Long, Long> near = touching(from, to); near != null; near = touching(from, to)) {
            from = Math.min(from, near.getKey());
            to = Math.max(to, near.getValue());
            lastByFirst.remove(near.getKey());
        }
        lastByFirst.put(from, to);
    }

    private Map.Entry<Long, Long> touching(long first, long last) {
        Map.Entry<Long, Long> near = lastByFirst.floorEntry(last + 1);
        return near != null && near.getValue() >= first - 1 ? near : null;
    }
}
