package io.stci.agents;

import io.stci.core.RankSet;
import io.stci.session.ProbeWave;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * Checks the sums that come from a tree: each wave once and in order, and each sum that of the ranks which the wave says it
 * holds. Threads: safe to share.
 */
final class ProbeLog implements Consumer<ProbeWave> {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final RankSet all;
    private long waves;
    private long incomplete;
    private String wrong = "";
    private long lastNs;
    private long longestGapNs;

    ProbeLog(RankSet all) {
        this.all = all;
    }

    @Override
    public synchronized void accept(ProbeWave wave) {
        long nowNs = System.nanoTime();
        longestGapNs = waves == 0 ? 0 : Math.max(longestGapNs, nowNs - lastNs);
        lastNs = nowNs;
        waves++;
        check(wave);
        if (!wave.ranks().equals(all)) {
            incomplete++;
        }
    }

    synchronized long waves() {
        return waves;
    }

    /** Waves that lack a rank. */
    synchronized long incomplete() {
        return incomplete;
    }

    /** What was wrong first; empty if nothing was. */
    synchronized String wrong() {
        return wrong;
    }

    /** The longest time without a wave since this was last called, in ms. */
    synchronized long takeLongestGapMs() {
        long gapNs = longestGapNs;
        longestGapNs = 0;
        return TimeUnit.NANOSECONDS.toMillis(gapNs);
    }

    /** Waits until so many more waves have come. */
    void awaitMore(long more) {
        long target = waves() + more;
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> waves() >= target || !wrong().isEmpty());
    }

    private void check(ProbeWave wave) {
        long sum = wave.ranks().size();
        for (int rank : wave.ranks().toArray()) {
            sum += rank;
        }
        if (wrong.isEmpty() && (wave.number() != waves || wave.sum() != sum)) {
            wrong = waves + " came as " + wave;
        }
    }
}
