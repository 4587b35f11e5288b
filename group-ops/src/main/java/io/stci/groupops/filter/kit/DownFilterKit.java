package io.stci.groupops.filter.kit;

import io.stci.core.RankSet;
import io.stci.groupops.filter.DownFilter;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Tries a down filter out, with messages at random: it is a function of its arguments, leaves these as they are, and gives the same
 * over any number of junctions.
 *
 * <pre>{@code
 * DownFilterKit.of(new MyDownFilter(), random -> message(random.nextInt(100))).check();
 * }</pre>
 *
 * <p>The same seed gives the same run. Confined to one thread.
 */
public final class DownFilterKit {
    private static final int ROUNDS = 500;
    private static final int RANKS = 40;

    private final DownFilter filter;
    private final Function<SplittableRandom, byte[]> messages;
    private long seed = 1;

    private DownFilterKit(DownFilter filter, Function<SplittableRandom, byte[]> messages) {
        this.filter = Objects.requireNonNull(filter);
        this.messages = Objects.requireNonNull(messages);
    }

    /** @param messages such as a front-end might send, for ranks 0 to 39 */
    public static DownFilterKit of(DownFilter filter, Function<SplittableRandom, byte[]> messages) {
        return new DownFilterKit(filter, messages);
    }

    /** The same with other messages and ranks; 1 unless it is said otherwise. */
    public DownFilterKit seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Tries it all.
     *
     * @throws AssertionError naming what went wrong, with which ranks, and the seed
     */
    public void check() {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] message = messages.apply(random);
            RankSet all = some(random, RankSet.all(RANKS));
            RankSet some = some(random, all);
            check(message, all, some);
        }
    }

    private void check(byte[] message, RankSet all, RankSet some) {
        byte[] direct = below(message, some);
        byte[] above = below(message, all);
        byte[] overOne = above == null ? null : below(above, some);
        if (!Arrays.equals(direct, overOne)) {
            throw failed("gives ranks " + some + " " + text(direct) + ", and by way of a junction for " + all + " "
                    + text(overOne));
        }
    }

    private byte[] below(byte[] message, RankSet ranks) {
        byte[] before = message.clone();
        byte[] first = filter.below(message, ranks);
        byte[] kept = first == null ? null : first.clone();
        byte[] second = filter.below(message, ranks);
        if (!Arrays.equals(before, message)) {
            throw failed("changes the message that it is given");
        }
        if (!Arrays.equals(kept, second)) {
            throw failed("gives ranks " + ranks + " " + text(kept) + " at first, and then " + text(second));
        }
        return kept;
    }

    private AssertionError failed(String what) {
        return new AssertionError("the filter " + what + " (seed " + seed + ")");
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "nothing" : Arrays.toString(bytes);
    }

    /** Some of these ranks, one at least. */
    private static RankSet some(SplittableRandom random, RankSet of) {
        RankSet.Builder some = new RankSet.Builder();
        some.add(RankSet.of(of.toArray()[random.nextInt(of.size())]));
        int share = 1 + random.nextInt(4);
        of.forEach(rank -> {
            if (random.nextInt(share) == 0) {
                some.add(rank);
            }
        });
        return some.build();
    }
}
