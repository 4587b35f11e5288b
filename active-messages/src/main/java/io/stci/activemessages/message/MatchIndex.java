package io.stci.activemessages.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Things in an order of their own, found by what they match: the first of each takes no longer the more there are. */
final class MatchIndex<T> {
    private final Map<Match, TreeMap<Long, T>> byMatch = new HashMap<>();
    private final TreeMap<Long, T> all = new TreeMap<>();

    void add(Collection<Match> matches, long order, T thing) {
        all.put(order, thing);
        matches.forEach(
                match -> byMatch.computeIfAbsent(match, none -> new TreeMap<>()).put(order, thing));
    }

    /** Without effect if it isn't there. */
    void remove(Collection<Match> matches, long order) {
        all.remove(order);
        for (Match match : matches) {
            TreeMap<Long, T> same = byMatch.get(match);
            if (same != null) {
                same.remove(order);
                if (same.isEmpty()) {
                    byMatch.remove(match);
                }
            }
        }
    }

    /** The first that one of these leads to, or null. */
    T first(Collection<Match> matches) {
        Map.Entry<Long, T> first = null;
        for (Match match : matches) {
            TreeMap<Long, T> same = byMatch.get(match);
            if (same != null && (first == null || same.firstKey() < first.getKey())) {
                first = same.firstEntry();
            }
        }
        return first == null ? null : first.getValue();
    }

    /** All there are now, in order. */
    List<T> all() {
        return new ArrayList<>(all.values());
    }

    int size() {
        return all.size();
    }
}
