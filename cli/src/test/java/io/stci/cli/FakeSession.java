package io.stci.cli;

import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.groupops.filter.Reduction;
import io.stci.routing.Topology;
import io.stci.session.ExecJob;
import io.stci.session.ExecRequest;
import io.stci.session.ExecResult;
import io.stci.session.OutputSink;
import io.stci.session.ProbeRequest;
import io.stci.session.ProbeWave;
import io.stci.session.Repair;
import io.stci.session.SampleWave;
import io.stci.session.Session;
import io.stci.session.SessionTree;
import io.stci.session.WaveJob;
import io.stci.session.tool.CombinedStream;
import io.stci.session.tool.Group;
import io.stci.session.tool.Messages;
import io.stci.session.tool.RecordStream;
import io.stci.session.tool.Result;
import io.stci.session.tool.StreamOptions;
import io.stci.session.tool.ToolStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A session whose job does what the test says. */
final class FakeSession implements Session, ExecJob, WaveJob {
    final List<Repair> repairs = new ArrayList<>();

    final Topology topology;
    final CompletableFuture<Void> ready = new CompletableFuture<>();
    final CompletableFuture<ExecResult> result = new CompletableFuture<>();
    final CompletableFuture<Void> sampled = new CompletableFuture<>();
    final CompletableFuture<Void> started = new CompletableFuture<>();
    final CompletableFuture<String> stdin = new CompletableFuture<>();
    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    volatile long graceNs = -1;
    volatile boolean closed;
    volatile ExecRequest request;
    Consumer<FakeSession> onStart = session -> {};
    OutputSink stdout;
    OutputSink stderr;
    Consumer<SampleWave> onWave;

    FakeSession(Topology topology) {
        this.topology = topology;
    }

    @Override
    public String id() {
        return "1a2b3c4d";
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public CompletableFuture<Void> ready() {
        return ready;
    }

    @Override
    public ExecJob exec(ExecRequest asked, OutputSink out, OutputSink err) {
        request = asked;
        stdout = out;
        stderr = err;
        begin();
        return this;
    }

    @Override
    public WaveJob sample(long intervalNs, long count, Consumer<SampleWave> consumer) {
        onWave = consumer;
        begin();
        return this;
    }

    @Override
    public Group group(RankSet members) {
        throw new UnsupportedOperationException("no command has a program at the agents");
    }

    @Override
    public Messages messages() {
        throw new UnsupportedOperationException("no command has a program at the agents");
    }

    @Override
    public Request<Result<Long>> loadFilters(String name, byte[] jar, Duration deadline) {
        throw new UnsupportedOperationException("no command has filters of its own");
    }

    @Override
    public <V> CombinedStream<V> openCombined(
            String name, Reduction<?, V> reduction, RankSet members, Duration window) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RecordStream openRecords(String name, RankSet members, byte[] bytes) {
        throw new UnsupportedOperationException("no command has a program at the agents");
    }

    @Override
    public <I, V> ToolStream<I, V> open(StreamOptions<I, V> options) {
        throw new UnsupportedOperationException("no command has a program at the agents");
    }

    @Override
    public WaveJob probe(ProbeRequest asked, Consumer<ProbeWave> consumer) {
        throw new UnsupportedOperationException("no command of the user's probes");
    }

    @Override
    public CompletableFuture<List<Repair>> repairs() {
        return CompletableFuture.completedFuture(repairs);
    }

    @Override
    public CompletableFuture<SessionTree> tree() {
        throw new UnsupportedOperationException("no command shows the tree");
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public CompletableFuture<ExecResult> result() {
        return result;
    }

    @Override
    public RankSet running() {
        return request.ranks();
    }

    @Override
    public void terminate(long grace) {
        graceNs = grace;
        result.complete(new ExecResult(Map.of(), Map.of(), request.ranks()));
    }

    @Override
    public void writeStdin(byte[] data, int offset, int length) {
        received.write(data, offset, length);
    }

    @Override
    public void closeStdin() {
        stdin.complete(received.toString());
    }

    @Override
    public CompletableFuture<Void> done() {
        return sampled;
    }

    @Override
    public void stop() {
        sampled.complete(null);
    }

    private void begin() {
        Thread thread = new Thread(() -> onStart.accept(this), "fake-job");
        thread.setDaemon(true);
        thread.start();
        started.complete(null);
    }
}
