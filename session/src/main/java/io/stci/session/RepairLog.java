package io.stci.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** At the front-end: what has been repaired, and what is being repaired. Confined to the front-end's thread. */
final class RepairLog {
    private final IntFunction<String> names;
    private final String host;
    /** When nodes that are not linked again were first heard to be lost. */
    private final Map<Integer, Long> heardNs = new TreeMap<>();

    private final Map<Integer, Adoptions> adoptions = new TreeMap<>();
    /** Of nodes that are gone: who of those below has no other parent yet. */
    private final Map<Integer, Set<Integer>> waiting = new TreeMap<>();

    /** Nodes that lost the link to their parent and have it again, and how long that took at the most. */
    private final SortedMap<Integer, Long> relinkedNs = new TreeMap<>();

    /** Who has found which other parent, what was seen of the loss, when the loss was first heard of, and when the last was linked. */
    private record Adoptions(SortedMap<Integer, Integer> newParents, String why, long sinceNs, long lastNs) {}

    /** @param names of nodes, in words */
    RepairLog(IntFunction<String> names, String host) {
        this.names = names;
        this.host = host;
    }

    /** A node, or its link, is heard to be lost. */
    void heard(int node, long nowNs) {
        heardNs.putIfAbsent(node, nowNs);
    }

    /** @param children those that look for another parent */
    void gone(int node, Set<Integer> children) {
        waiting.put(node, children);
    }

    /** Nobody below it is awaited any more; true if that ends a repair. */
    boolean givenUp(int node) {
        Set<Integer> left = waiting.remove(node);
        return left != null && !left.isEmpty() && adoptions.containsKey(node);
    }

    /** A node is no more awaited from below one that is gone; true if that ends a repair. */
    boolean found(int node, int culprit) {
        Set<Integer> left = waiting.get(culprit);
        return left != null && left.remove(node) && left.isEmpty() && adoptions.containsKey(culprit);
    }

    void adopted(int orphan, int culprit, int parent, String why, long nowNs) {
        heard(culprit, nowNs);
        heardNs.remove(orphan);
        Adoptions before = adoptions.get(culprit);
        SortedMap<Integer, Integer> newParents = before == null ? new TreeMap<>() : before.newParents();
        newParents.put(orphan, parent);
        adoptions.put(
                culprit, new Adoptions(newParents, before == null ? why : before.why(), heardNs.get(culprit), nowNs));
    }

    /** A link that was lost is made again. */
    Repair relinked(int node, long nowNs) {
        Long sinceNs = heardNs.remove(node);
        long tookNs = sinceNs == null ? 0 : nowNs - sinceNs;
        relinkedNs.merge(node, tookNs, Math::max);
        return links("link of " + names.apply(node), "was lost", tookNs);
    }

    /** @param causes why a node is gone, in words, or else what was seen */
    List<Repair> all(BiFunction<Integer, String, String> causes) {
        List<Repair> repairs = new ArrayList<>();
        adoptions.keySet().forEach(node -> repairs.add(of(node, causes)));
        if (!relinkedNs.isEmpty()) {
            String nodes = String.join(
                    ", ", relinkedNs.keySet().stream().map(names::apply).toList());
            long longestNs = relinkedNs.values().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElseThrow();
            repairs.add(links("links of " + nodes, "were lost", longestNs));
        }
        return repairs;
    }

    /** What became of a node's children. */
    Repair of(int culprit, BiFunction<Integer, String, String> causes) {
        Adoptions adopted = adoptions.get(culprit);
        int count = adopted.newParents().size();
        return new Repair(
                names.apply(culprit) + " on " + host,
                causes.apply(culprit, adopted.why()),
                count + (count == 1 ? " node" : " nodes") + " found another parent",
                adopted.lastNs() - adopted.sinceNs(),
                adopted.newParents());
    }

    private static Repair links(String culprit, String cause, long tookNs) {
        return new Repair(culprit, cause, "made again", tookNs, new TreeMap<>());
    }
}
