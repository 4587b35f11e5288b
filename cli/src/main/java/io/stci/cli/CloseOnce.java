package io.stci.cli;

import io.stci.routing.Topology;
import io.stci.session.ExecJob;
import io.stci.session.ExecRequest;
import io.stci.session.OutputSink;
import io.stci.session.ProbeRequest;
import io.stci.session.ProbeWave;
import io.stci.session.Repair;
import io.stci.session.SampleWave;
import io.stci.session.Session;
import io.stci.session.WaveJob;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A session that whoever is first may close: every call of {@link #close} returns when it is closed. */
final class CloseOnce implements Session {
    private final Session session;
    private boolean closed;

    CloseOnce(Session session) {
        this.session = session;
    }

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public Topology topology() {
        return session.topology();
    }

    @Override
    public CompletableFuture<Void> ready() {
        return session.ready();
    }

    @Override
    public ExecJob exec(ExecRequest request, OutputSink stdout, OutputSink stderr) {
        return session.exec(request, stdout, stderr);
    }

    @Override
    public WaveJob sample(long intervalNs, long count, Consumer<SampleWave> onWave) {
        return session.sample(intervalNs, count, onWave);
    }

    @Override
    public WaveJob probe(ProbeRequest request, Consumer<ProbeWave> onWave) {
        return session.probe(request, onWave);
    }

    @Override
    public CompletableFuture<List<Repair>> repairs() {
        return session.repairs();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            session.close();
        }
    }
}
