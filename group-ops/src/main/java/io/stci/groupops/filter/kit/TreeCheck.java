package io.stci.groupops.filter.kit;

import io.stci.core.RankSet;
import io.stci.groupops.filter.Filter;
import io.stci.routing.Topology;
import java.util.SplittableRandom;

/** Trees of every shape give what a flat merge gives, also when some of their nodes fail. */
final class TreeCheck<I, V> {
    private final Trial<I, V> trial;
    private final boolean anyOrder;
    private int reductions;

    /** @param anyOrder parts may arrive in any order */
    TreeCheck(Trial<I, V> trial, boolean anyOrder) {
        this.trial = trial;
        this.anyOrder = anyOrder;
    }

    int run(int rounds, int maxRanks) {
        for (int round = 0; round < rounds; round++) {
            SplittableRandom random = trial.random("trees", round);
            int ranks = round < 3 ? Math.min(round + 1, maxRanks) : 1 + random.nextInt(maxRanks);
            byte[][] leaves = leaves(random, ranks);
            for (Topology tree : Trees.of(random, ranks)) {
                reduce(tree, leaves, random, RankSet.all(ranks), false);
                reduce(tree, leaves, random, some(random, ranks), true);
            }
        }
        return reductions;
    }

    private byte[][] leaves(SplittableRandom random, int ranks) {
        Filter<I, V> filter = trial.newFilter();
        byte[][] leaves = new byte[ranks][];
        for (int rank = 0; rank < ranks; rank++) {
            leaves[rank] = trial.encode(filter, trial.lift(filter, rank, random.nextLong()));
        }
        return leaves;
    }

    private void reduce(Topology tree, byte[][] leaves, SplittableRandom random, RankSet present, boolean faults) {
        Part result = new TreeRun<>(trial, tree, leaves, present, random.split(), anyOrder, faults).result();
        V expected = flat(leaves, result.ranks());
        V actual = trial.decode(trial.newFilter(), result.value());
        if (!result.ranks().equals(present) || !trial.same(expected, actual)) {
            throw trial.failure(
                    tree + (faults ? " with faults" : "") + " does not give what a flat merge of ranks "
                            + result.ranks() + " gives: " + trial.show(actual) + " is not " + trial.show(expected),
                    null);
        }
        reductions++;
    }

    private V flat(byte[][] leaves, RankSet ranks) {
        Filter<I, V> filter = trial.newFilter();
        V value = null;
        for (int rank : ranks.toArray()) {
            V leaf = trial.decode(filter, leaves[rank]);
            value = value == null ? leaf : trial.merge(filter, value, leaf);
        }
        return trial.complete(filter, ranks, value);
    }

    /** At least one of the ranks. */
    private static RankSet some(SplittableRandom random, int ranks) {
        RankSet.Builder some = new RankSet.Builder().add(random.nextInt(ranks));
        for (int rank = 0; rank < ranks; rank++) {
            if (random.nextInt(4) > 0) {
                some.add(rank);
            }
        }
        return some.build();
    }
}
