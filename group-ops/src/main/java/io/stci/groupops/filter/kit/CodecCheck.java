package io.stci.groupops.filter.kit;

import io.stci.groupops.filter.Filter;
import java.util.SplittableRandom;

/** What is encoded decodes to an equal value, and merging goes on as if it had never travelled. */
final class CodecCheck<I, V> {
    private final Trial<I, V> trial;

    private CodecCheck(Trial<I, V> trial) {
        this.trial = trial;
    }

    static <I, V> void run(Trial<I, V> trial, int rounds, int ranks) {
        CodecCheck<I, V> check = new CodecCheck<>(trial);
        for (int round = 0; round < rounds; round++) {
            SplittableRandom random = trial.random("codec", round);
            check.travel(random, 1 + random.nextInt(ranks));
        }
    }

    /** One sum is kept here as it is, the other is encoded and decoded behind each rank. */
    private void travel(SplittableRandom random, int ranks) {
        Filter<I, V> filter = trial.newFilter();
        V stays = null;
        V travels = null;
        for (int rank = 0; rank < ranks; rank++) {
            long seed = random.nextLong();
            V first = trial.lift(filter, rank, seed);
            V second = trial.decode(filter, trial.encode(filter, trial.lift(filter, rank, seed)));
            compare(first, second, "a contribution");
            stays = stays == null ? first : trial.merge(filter, stays, first);
            travels = travels == null ? second : trial.merge(filter, travels, second);
            travels = trial.decode(filter, trial.encode(filter, travels));
            compare(stays, travels, "what " + (rank + 1) + " ranks are merged to");
        }
    }

    private void compare(V stays, V travels, String what) {
        V again = trial.decode(trial.newFilter(), trial.encode(trial.newFilter(), stays));
        if (!trial.same(stays, travels) || !trial.same(stays, again)) {
            throw trial.failure(
                    what + " changes by being encoded and decoded: from " + trial.show(stays) + " to "
                            + trial.show(travels),
                    null);
        }
    }
}
