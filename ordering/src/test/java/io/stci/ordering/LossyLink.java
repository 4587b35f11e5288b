package io.stci.ordering;

import java.util.Random;

/** One direction of a link that loses, repeats, delays and thereby reorders, and is cut twice for a while. */
final class LossyLink {
    private static final long MS = 1_000_000;
    private static final long LONGEST_CUT_MS = 3000;

    private final VirtualQueue queue;
    private final Random random;
    private final double loss;
    private final double repeat;
    private final long delayNs;
    private final long jitterNs;
    private final long[] cuts = new long[4];
    private long lost;

    LossyLink(VirtualQueue queue, Random random) {
        this.queue = queue;
        this.random = random;
        this.loss = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.5;
        this.repeat = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.3;
        this.delayNs = 1 + (long) (random.nextDouble() * 20 * MS);
        this.jitterNs = random.nextInt(3) == 0 ? 1 : 1 + (long) (random.nextDouble() * 10 * delayNs);
        for (int i = 0; i < cuts.length && random.nextInt(3) == 0; i += 2) {
            cuts[i] = queue.nowNs() + random.nextInt(1500) * MS;
            cuts[i + 1] = cuts[i] + (long) (random.nextDouble() * LONGEST_CUT_MS * MS);
        }
    }

    /** When the link has lost what it lost to cuts, at the latest, after the start. */
    static long cutsOverNs() {
        return (1500 + LONGEST_CUT_MS) * MS;
    }

    void send(String what, Runnable arrival) {
        boolean isCut = isCut();
        if (isCut || random.nextDouble() < loss) {
            lost++;
            queue.trace(() -> what + (isCut ? " is cut off" : " is lost"));
            return;
        }
        arriveLater(what, arrival);
        if (random.nextDouble() < repeat) {
            arriveLater(what + " again", arrival);
        }
    }

    long lost() {
        return lost;
    }

    @Override
    public String toString() {
        return String.format(
                "loss %.2f repeat %.2f delay %.3f ms jitter %.3f ms", loss, repeat, delayNs / 1e6, jitterNs / 1e6);
    }

    private boolean isCut() {
        long nowNs = queue.nowNs();
        return nowNs >= cuts[0] && nowNs < cuts[1] || nowNs >= cuts[2] && nowNs < cuts[3];
    }

    private void arriveLater(String what, Runnable arrival) {
        queue.at(queue.nowNs() + delayNs + (long) (random.nextDouble() * jitterNs), () -> {
            queue.trace(() -> what + " arrives");
            arrival.run();
        });
    }
}
