package io.stci.session;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.groupops.OutputBatches;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.Streams;
import io.stci.groupops.UpFilters;
import io.stci.transport.Transport;
import io.stci.wire.ExecControl;
import io.stci.wire.ExecSpec;
import io.stci.wire.StreamSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A job at the front-end: a stream for what commands report, one for each output, one for standard input.
 *
 * <p>It is over when every rank has reported or is lost and the sinks have taken all output. State is confined to the
 * front-end's thread but for what is said to be safe.
 */
final class RunningExec implements ExecJob {
    /** The service at the agents that runs commands. */
    static final String SERVICE = "exec";

    private static final long STATUS_WINDOW_BYTES = 1 << 20;
    /** How long to wait for a process's end to explain a lost link. */
    private static final long CAUSE_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Transport transport;
    private final Streams streams;
    private final TreeWatch tree;
    private final ExecRequest request;
    private final JobLedger ledger;
    private final StdinFeed stdin;
    private final OutputPump stdoutPump;
    private final OutputPump stderrPump;
    private final List<RootStream> open = new ArrayList<>();
    private final List<OutputConsumer> outputs = new ArrayList<>();
    private final CompletableFuture<ExecResult> result = new CompletableFuture<>();
    private RootStream job;
    private int jobId;

    RunningExec(
            Transport transport,
            Streams streams,
            TreeWatch tree,
            ExecRequest request,
            OutputSink stdout,
            OutputSink stderr,
            SinkThreads sinkThreads) {
        this.transport = transport;
        this.streams = streams;
        this.tree = tree;
        this.request = request;
        this.ledger = new JobLedger(request.ranks());
        this.stdin = new StdinFeed(transport);
        this.stdoutPump = new OutputPump(stdout, sinkThreads.next("stdout"));
        this.stderrPump = new OutputPump(stderr, sinkThreads.next("stderr"));
    }

    void start() {
        ExecSpec.Builder spec = ExecSpec.newBuilder()
                .addAllCommand(request.command())
                .setDirectory(request.directory())
                .setMode(ExecSpec.Mode.forNumber(request.mode().ordinal()))
                .setStdinRanks(ByteString.copyFrom(request.stdinRanks().encode()));
        if (request.mode() != OutputMode.GATHER) {
            spec.setStdoutStream(openOutput(stdoutPump)).setStderrStream(openOutput(stderrPump));
        }
        if (!request.stdinRanks().isEmpty()) {
            spec.setStdinStream(openStdin());
        }
        StreamSpec.Builder status = stream(request.ranks(), UpFilters.LINES)
                .setService(SERVICE)
                .setRequest(spec.build().toByteString());
        job = streams.open(status, new StatusConsumer());
        jobId = streams.lastId();
        open.add(job);
        job.grant(STATUS_WINDOW_BYTES);
        watchSink(stdoutPump);
        watchSink(stderrPump);
    }

    @Override
    public CompletableFuture<ExecResult> result() {
        return result;
    }

    @Override
    public RankSet running() {
        return ledger.running();
    }

    @Override
    public void terminate(long graceNs) {
        ledger.stop();
        transport.execute(() -> endCommands(graceNs));
    }

    @Override
    public void writeStdin(byte[] data, int offset, int length) throws InterruptedException {
        stdin.write(data, offset, length);
    }

    @Override
    public void closeStdin() {
        stdin.close();
    }

    /** The session is gone. */
    void abandon(Throwable why) {
        stdin.over();
        stdoutPump.end();
        stderrPump.end();
        result.completeExceptionally(why);
    }

    private void endCommands(long graceNs) {
        if (!result.isDone()) {
            byte[] control =
                    ExecControl.newBuilder().setGraceNs(graceNs).build().toByteArray();
            job.send(control, 0, control.length);
        }
    }

    private int openOutput(OutputPump pump) {
        String filter = request.mode() == OutputMode.LINES ? UpFilters.LINES : UpFilters.FORWARD;
        OutputConsumer consumer = new OutputConsumer(transport, pump);
        RootStream stream = streams.open(stream(request.ranks(), filter), consumer);
        consumer.start(stream);
        outputs.add(consumer);
        open.add(stream);
        return streams.lastId();
    }

    private int openStdin() {
        RootStream stream = streams.open(stream(request.stdinRanks(), UpFilters.FORWARD), new StreamConsumer() {
            @Override
            public void data(long number, ByteBuf payload) {}

            @Override
            public void acked(long upTo) {
                stdin.acked(upTo);
            }
        });
        stdin.start(stream);
        open.add(stream);
        return streams.lastId();
    }

    static StreamSpec.Builder stream(RankSet members, String upFilter) {
        return StreamSpec.newBuilder()
                .setMembers(ByteString.copyFrom(members.encode()))
                .setUpFilter(upFilter);
    }

    private void watchSink(OutputPump pump) {
        pump.finished()
                .whenComplete((done, failure) -> transport.execute(() -> {
                    if (failure != null) {
                        endCommands(0);
                        finish(() -> result.completeExceptionally(failure));
                    } else if (stdoutPump.finished().isDone()
                            && stderrPump.finished().isDone()) {
                        conclude();
                    }
                }));
    }

    /** All commands have reported: what is left is gathered output, if any. */
    private void reported() {
        stdin.over();
        if (request.mode() == OutputMode.GATHER) {
            new OutputFetcher(transport, streams, jobId, ledger, stdoutPump, stderrPump).start();
        }
    }

    private void conclude() {
        RankSet cutOff =
                RankSet.union(outputs.stream().map(OutputConsumer::cutOff).toList());
        ledger.cutOff(cutOff);
        boolean allWell = ledger.running().isEmpty() && cutOff.isEmpty();
        long waitNs = allWell ? 0 : CAUSE_WAIT_NS;
        transport.scheduler().schedule(waitNs, () -> finish(() -> result.complete(ledger.result(tree))));
    }

    private void finish(Runnable completion) {
        if (!result.isDone()) {
            stdin.over();
            open.forEach(RootStream::close);
            completion.run();
        }
    }

    private final class StatusConsumer implements StreamConsumer {
        @Override
        public void data(long number, ByteBuf payload) {
            OutputBatches.read(payload, this::lines);
            job.grant(payload.readableBytes());
        }

        @Override
        public void ended() {
            reported();
        }

        private void lines(RankSet from, ByteBuf payload, int offset, int length, boolean lineContinues) {
            String text = payload.toString(offset, length, StandardCharsets.UTF_8);
            text.lines().forEach(line -> ledger.report(from, StatusLine.parse(line)));
        }
    }
}
