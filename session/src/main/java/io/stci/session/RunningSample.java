package io.stci.session;

import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.groupops.Streams;
import io.stci.groupops.UpFilters;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.Filters;
import io.stci.groupops.filter.NumericSummaries;
import io.stci.groupops.filter.NumericSummaryValue;
import io.stci.transport.Transport;
import io.stci.wire.StreamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks for a wave each interval. */
final class RunningSample extends RunningWaves {
    /** The service at the agents that samples their hosts. */
    static final String SERVICE = "sample";

    private static final long MIN_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(1);

    private final RankSet ranks;
    private final long intervalNs;
    private final Consumer<SampleWave> onWave;
    private final Filter<NumericSummaries, NumericSummaries> filter = Filters.numbers();
    private Scheduler.Timer timer;
    private long startedNs;

    RunningSample(
            Transport transport,
            Streams streams,
            TreeWatch tree,
            RankSet ranks,
            long intervalNs,
            long count,
            Consumer<SampleWave> onWave) {
        super(transport, streams, tree, count);
        this.ranks = ranks;
        this.intervalNs = intervalNs;
        this.onWave = onWave;
    }

    @Override
    StreamSpec.Builder spec() {
        return RunningExec.stream(ranks, UpFilters.NUMBERS)
                .setService(SERVICE)
                .setWaveTimeoutNs(Math.max(intervalNs, MIN_TIMEOUT_NS));
    }

    @Override
    void opened() {
        startedNs = scheduler().nowNs();
        scheduleNext();
    }

    @Override
    void wave(long number, RankSet held, Map<String, RankSet> missing, byte[] value) {
        onWave.accept(new SampleWave(number, held, missing, metrics(value)));
    }

    @Override
    void over() {
        timer.cancel();
    }

    private void scheduleNext() {
        long dueNs = startedNs + (asked() + 1) * intervalNs;
        timer = scheduler().schedule(Math.max(0, dueNs - scheduler().nowNs()), this::tick);
    }

    private void tick() {
        ask();
        if (hasNext()) {
            scheduleNext();
        }
    }

    private List<MetricSummary> metrics(byte[] value) {
        NumericSummaries summaries = filter.decode(value);
        List<MetricSummary> metrics = new ArrayList<>();
        for (NumericSummaryValue summary : summaries.byName().values()) {
            metrics.add(metric(summary));
        }
        return metrics;
    }

    private static MetricSummary metric(NumericSummaryValue summary) {
        return new MetricSummary(
                summary.name(),
                summary.unit(),
                summary.count(),
                summary.sum(),
                summary.min(),
                summary.minRank(),
                summary.max(),
                summary.maxRank(),
                summary.quantile(0.5),
                summary.quantile(0.9),
                summary.quantile(0.99));
    }
}
