package io.stci.session;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.groupops.OutputBatches;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.Streams;
import io.stci.groupops.UpFilters;
import io.stci.transport.Transport;
import io.stci.wire.FetchSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Brings each distinct gathered output up once, from one of the ranks that hold it, largest group first. If that rank is
 * lost on the way, another one is asked for the rest; if none is left, the group's ranks count as lost. Confined to the
 * front-end's thread.
 */
final class OutputFetcher {
    /** The service at the agents that sends what they hold. */
    static final String SERVICE = "fetch";

    private final Transport transport;
    private final Streams streams;
    private final int jobId;
    private final JobLedger ledger;
    private final OutputPump stdoutPump;
    private final OutputPump stderrPump;
    private final Deque<Map.Entry<StatusLine.Held, RankSet>> waiting = new ArrayDeque<>();

    OutputFetcher(
            Transport transport,
            Streams streams,
            int jobId,
            JobLedger ledger,
            OutputPump stdoutPump,
            OutputPump stderrPump) {
        this.transport = transport;
        this.streams = streams;
        this.jobId = jobId;
        this.ledger = ledger;
        this.stdoutPump = stdoutPump;
        this.stderrPump = stderrPump;
        waiting.addAll(inOrder(ledger.held()));
    }

    void start() {
        Map.Entry<StatusLine.Held, RankSet> next = waiting.poll();
        if (next == null) {
            stdoutPump.end();
            stderrPump.end();
        } else {
            pump(next.getKey()).group(next.getValue(), next.getKey().bytes());
            fetch(next.getKey(), next.getValue(), next.getValue(), 0);
        }
    }

    /** Asks the first of the holders for what is still missing of a group's output. */
    private void fetch(StatusLine.Held output, RankSet group, RankSet holders, long offset) {
        FetchSpec request = FetchSpec.newBuilder()
                .setJobStream(jobId)
                .setStderr(output.stderr())
                .setOffset(offset)
                .build();
        Fetch fetch = new Fetch(output, group, holders, offset);
        RootStream stream = streams.open(
                RunningExec.stream(RankSet.of(holders.first()), UpFilters.FORWARD)
                        .setService(SERVICE)
                        .setRequest(request.toByteString()),
                fetch);
        fetch.start(stream);
    }

    private OutputPump pump(StatusLine.Held output) {
        return output.stderr() ? stderrPump : stdoutPump;
    }

    private static List<Map.Entry<StatusLine.Held, RankSet>> inOrder(Map<StatusLine.Held, RankSet> held) {
        List<Map.Entry<StatusLine.Held, RankSet>> groups = new ArrayList<>(held.entrySet());
        groups.removeIf(group -> group.getKey().bytes() == 0);
        groups.sort(Comparator.comparing((Map.Entry<StatusLine.Held, RankSet> group) ->
                        -group.getValue().size())
                .thenComparing(group -> group.getValue().first()));
        return groups;
    }

    private final class Fetch implements StreamConsumer {
        private final StatusLine.Held output;
        private final RankSet group;
        private final RankSet holders;
        private RootStream stream;
        private long position;
        private boolean ended;

        Fetch(StatusLine.Held output, RankSet group, RankSet holders, long position) {
            this.output = output;
            this.group = group;
            this.holders = holders;
            this.position = position;
        }

        void start(RootStream opened) {
            stream = opened;
            if (ended) {
                finish();
            } else {
                stream.grant(OutputPump.WINDOW_BYTES);
            }
        }

        @Override
        public void data(long number, ByteBuf payload) {
            OutputBatches.read(payload, (ranks, bytes, offset, length, lineContinues) -> position += length);
            pump(output).batch(payload, bytes -> transport.execute(() -> stream.grant(bytes)));
        }

        @Override
        public void ended() {
            ended = true;
            if (stream != null) {
                finish();
            }
        }

        private void finish() {
            stream.close();
            RankSet others = holders.minus(RankSet.of(holders.first()));
            if (position < output.bytes() && !others.isEmpty()) {
                fetch(output, group, others, position);
                return;
            }
            if (position < output.bytes()) {
                ledger.outputLost(group, output, position);
            }
            OutputFetcher.this.start();
        }
    }
}
