package io.stci.groupops.filter.kit;

import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.Filter.Law;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/** The laws, over values of ranks of their own. */
final class LawCheck<I, V> {
    private static final int MAX_RANKS = 4;

    private final Trial<I, V> trial;
    private final Filter<I, V> filter;
    private final Set<Law> declared;
    private final Set<Law> held = EnumSet.allOf(Law.class);

    LawCheck(Trial<I, V> trial, Set<Law> declared) {
        this.trial = trial;
        this.filter = trial.newFilter();
        this.declared = declared;
    }

    /** Gives back the laws that held though they aren't declared. */
    Set<Law> run(int rounds) {
        for (int round = 0; round < rounds; round++) {
            SplittableRandom random = trial.random("laws", round);
            byte[] a = value(random, 0);
            byte[] b = value(random, MAX_RANKS);
            byte[] c = value(random, 2 * MAX_RANKS);
            check(Law.ASSOCIATIVE, () -> merge(merge(a, b), c), () -> merge(a, merge(b, c)));
            check(Law.COMMUTATIVE, () -> merge(a, b), () -> merge(b, a));
            check(Law.IDEMPOTENT, () -> merge(a, a), () -> a);
        }
        held.removeAll(declared);
        return held;
    }

    /** Of one or some ranks, from this one on. */
    private byte[] value(SplittableRandom random, int firstRank) {
        V value = trial.lift(filter, firstRank, random.nextLong());
        for (int more = random.nextInt(MAX_RANKS); more > 0; more--) {
            value = trial.merge(filter, value, trial.lift(filter, firstRank + more, random.nextLong()));
        }
        return trial.encode(filter, value);
    }

    private byte[] merge(byte[] left, byte[] right) {
        return filter.encode(filter.merge(trial.decode(filter, left), trial.decode(filter, right)));
    }

    private void check(Law law, Side left, Side right) {
        if (!held.contains(law)) {
            return;
        }
        String broken = broken(left, right);
        if (broken != null && declared.contains(law)) {
            throw trial.failure("merge is not " + law + ", but says so: " + broken, null);
        }
        if (broken != null) {
            held.remove(law);
        }
    }

    /** Null if both sides are the same; else how they differ. */
    private String broken(Side left, Side right) {
        try {
            V one = filter.decode(left.value());
            V other = filter.decode(right.value());
            return trial.same(one, other) ? null : trial.show(one) + " is not " + trial.show(other);
        } catch (RuntimeException e) {
            return "it throws " + e;
        }
    }

    /** One side of an equation, encoded. */
    private interface Side {
        byte[] value();
    }
}
