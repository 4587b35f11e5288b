package io.stci.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.groupops.NumericSummaries;
import io.stci.groupops.NumericSummaryFilter;
import io.stci.groupops.NumericSummaryValue;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.Streams;
import io.stci.groupops.UpFilters;
import io.stci.groupops.WaveParts;
import io.stci.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks for a wave each interval. Confined to the front-end's thread but for {@link #stop} and {@link #done}. */
final class RunningSample implements SampleJob, StreamConsumer {
    /** The service at the agents that samples their hosts. */
    static final String SERVICE = "sample";

    private static final long MIN_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long WINDOW_BYTES = 1 << 20;

    private final Transport transport;
    private final Streams streams;
    private final TreeWatch tree;
    private final RankSet ranks;
    private final long intervalNs;
    private final long count;
    private final Consumer<SampleWave> onWave;
    private final NumericSummaryFilter filter = new NumericSummaryFilter();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private RootStream stream;
    private Scheduler.Timer timer;
    private long startedNs;
    private long asked;

    RunningSample(
            Transport transport,
            Streams streams,
            TreeWatch tree,
            RankSet ranks,
            long intervalNs,
            long count,
            Consumer<SampleWave> onWave) {
        this.transport = transport;
        this.streams = streams;
        this.tree = tree;
        this.ranks = ranks;
        this.intervalNs = intervalNs;
        this.count = count;
        this.onWave = onWave;
    }

    void start() {
        stream = streams.open(
                RunningExec.stream(ranks, UpFilters.NUMBERS)
                        .setService(SERVICE)
                        .setWaveTimeoutNs(Math.max(intervalNs, MIN_TIMEOUT_NS)),
                this);
        stream.grant(WINDOW_BYTES);
        startedNs = transport.scheduler().nowNs();
        scheduleNext();
    }

    @Override
    public CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void stop() {
        transport.execute(() -> finish(null));
    }

    @Override
    public void data(long number, ByteBuf payload) {
        WaveParts.Content part = WaveParts.read(ByteBufUtil.getBytes(payload));
        stream.grant(payload.readableBytes());
        onWave.accept(new SampleWave(number, part.ranks(), reasons(part.missing()), metrics(part.value())));
        if (number == count) {
            finish(null);
        }
    }

    /** Of those that are lost, what the front-end knows says more than what their neighbours saw. */
    private Map<String, RankSet> reasons(Map<String, RankSet> missing) {
        RankSet lost = RankSet.union(missing.values()).intersect(tree.lostRanks());
        Map<String, RankSet> reasons = tree.explain(lost);
        missing.forEach((reason, absent) -> {
            RankSet others = absent.minus(lost);
            if (!others.isEmpty()) {
                reasons.merge(reason, others, RankSet::union);
            }
        });
        return reasons;
    }

    void abandon(Throwable why) {
        finish(why);
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

    private void scheduleNext() {
        long dueNs = startedNs + (asked + 1) * intervalNs;
        timer = transport
                .scheduler()
                .schedule(Math.max(0, dueNs - transport.scheduler().nowNs()), this::ask);
    }

    private void ask() {
        asked++;
        if (count == 0 || asked < count) {
            scheduleNext();
        }
        stream.send(new byte[0], 0, 0);
    }

    private void finish(Throwable why) {
        if (done.isDone()) {
            return;
        }
        if (stream != null) {
            timer.cancel();
            stream.close();
        }
        if (why == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(why);
        }
    }
}
