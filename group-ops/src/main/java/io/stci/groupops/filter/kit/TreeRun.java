package io.stci.groupops.filter.kit;

import io.stci.core.RankSet;
import io.stci.groupops.filter.Filter;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One reduction over a tree, by what is promised of streams: a node takes each rank once, and drops what it holds. */
final class TreeRun<I, V> {
    private final Trial<I, V> trial;
    private final Topology tree;
    private final byte[][] leaves;
    private final RankSet present;
    private final SplittableRandom random;
    private final boolean anyOrder;
    private final boolean faults;

    /** @param present the ranks that answer; at least one */
    TreeRun(
            Trial<I, V> trial,
            Topology tree,
            byte[][] leaves,
            RankSet present,
            SplittableRandom random,
            boolean anyOrder,
            boolean faults) {
        this.trial = trial;
        this.tree = tree;
        this.leaves = leaves;
        this.present = present;
        this.random = random;
        this.anyOrder = anyOrder;
        this.faults = faults;
    }

    /** What comes out at the front-end. */
    Part result() {
        return merge(arrivals(Topology.ROOT));
    }

    /** The parts that come to a node from below, in the order in which they come. */
    private List<Part> arrivals(int node) {
        List<List<Part>> byChild = new ArrayList<>();
        for (int child : tree.children(node)) {
            byChild.add(from(child));
        }
        if (anyOrder) {
            shuffle(byChild);
        }
        List<Part> arrivals = new ArrayList<>();
        byChild.forEach(arrivals::addAll);
        return arrivals;
    }

    /** What a child sends; when it dies, what those below it send instead, again perhaps. */
    private List<Part> from(int child) {
        List<Part> parts = new ArrayList<>();
        if (tree.role(child) == Role.AGENT) {
            int rank = tree.rank(child);
            if (present.contains(rank)) {
                parts.add(new Part(RankSet.of(rank), leaves[rank]));
            }
        } else {
            parts.addAll(fromJunction(arrivals(child)));
        }
        if (faults && random.nextInt(4) == 0) {
            parts.addAll(List.copyOf(parts));
        }
        return parts;
    }

    private List<Part> fromJunction(List<Part> below) {
        if (below.isEmpty()) {
            return below;
        }
        boolean dies = faults && random.nextInt(3) == 0;
        List<Part> parts = new ArrayList<>();
        if (!dies || random.nextBoolean()) {
            parts.add(merge(below));
        }
        if (dies) {
            parts.addAll(below);
        }
        return parts;
    }

    private Part merge(List<Part> arrivals) {
        Filter<I, V> filter = trial.newFilter();
        RankSet held = RankSet.empty();
        V value = null;
        for (Part part : arrivals) {
            if (!part.ranks().intersects(held)) {
                V next = trial.decode(filter, part.value());
                value = value == null ? next : join(filter, value, next);
                held = held.union(part.ranks());
            }
        }
        return new Part(held, trial.encode(filter, trial.complete(filter, held, value)));
    }

    private V join(Filter<I, V> filter, V value, V next) {
        boolean turned = anyOrder && random.nextBoolean();
        return turned ? trial.merge(filter, next, value) : trial.merge(filter, value, next);
    }

    private void shuffle(List<List<Part>> parts) {
        for (int i = parts.size() - 1; i > 0; i--) {
            parts.set(i, parts.set(random.nextInt(i + 1), parts.get(i)));
        }
    }
}
