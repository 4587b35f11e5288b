package io.stci.simulator;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.groupops.LeafService;
import io.stci.groupops.LeafStream;
import io.stci.groupops.OutputBatches;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.Streams;
import io.stci.transport.Transport;
import io.stci.wire.StreamSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Output lines of all agents, some equal on all ranks and some not: the front-end must get each byte of each rank once and
 * in order, all of them unless the rank is named as missing.
 */
public final class RecordLoad implements Load {
    private static final String SERVICE = "simulated-records";
    private static final long WINDOW_BYTES = 256 << 10;
    /** The front-end takes up to so long for what it was given. */
    private static final long MAX_READING_NS = 1_000_000;

    private final Simulation simulation;
    private final String filter;
    private final int agents;
    private final int lines;
    private final long pauseNs;
    private final byte[][] outputs;
    private final int[] arrived;
    private final List<String> wrong = new ArrayList<>();
    private RootStream stream;
    /** Ranks whose last line was ended for them, for they are gone. */
    private final Set<Integer> cutShort = new TreeSet<>();

    private RankSet missing = RankSet.empty();
    private boolean ended;

    /**
     * @param filter the up filter: lines or forward
     * @param lines of each agent
     * @param pauseNs between two lines of an agent, twice as long at the most
     */
    public RecordLoad(Simulation simulation, String filter, int agents, int lines, long pauseNs) {
        this.simulation = simulation;
        this.filter = filter;
        this.agents = agents;
        this.lines = lines;
        this.pauseNs = pauseNs;
        this.outputs = new byte[agents][];
        this.arrived = new int[agents];
        for (int rank = 0; rank < agents; rank++) {
            outputs[rank] = output(rank);
        }
    }

    @Override
    public String service() {
        return SERVICE;
    }

    @Override
    public LeafService agent(int rank, Transport transport) {
        return stream -> new Printing(stream, outputs[rank], transport).begin();
    }

    @Override
    public void start(Streams frontEnd, Transport transport) {
        StreamSpec.Builder spec = StreamSpec.newBuilder()
                .setMembers(ByteString.copyFrom(RankSet.all(agents).encode()))
                .setUpFilter(filter)
                .setService(SERVICE);
        stream = frontEnd.open(spec, new Output(transport));
        stream.grant(WINDOW_BYTES);
    }

    @Override
    public boolean isDone() {
        return ended;
    }

    @Override
    public List<String> violations(RankSet excused) {
        List<String> found = new ArrayList<>(wrong);
        for (int rank = 0; rank < agents; rank++) {
            boolean complete = arrived[rank] == outputs[rank].length;
            if (!complete && !missing.contains(rank)) {
                found.add("records: rank " + rank + " ended at " + position(rank) + " and is not named as missing");
            }
        }
        for (int rank : cutShort) {
            if (!missing.contains(rank)) {
                found.add("records: a line of rank " + rank + " was ended though it lived");
            }
        }
        if (!excused.containsAll(missing)) {
            found.add("records: ranks " + missing.minus(excused) + " are missing though their agents lived");
        }
        return found;
    }

    @Override
    public String progress() {
        List<String> behind = new ArrayList<>();
        for (int rank = 0; rank < agents && behind.size() < 8; rank++) {
            if (arrived[rank] < outputs[rank].length) {
                behind.add("rank " + rank + " at " + position(rank));
            }
        }
        return "records: " + (behind.isEmpty() ? "all have come" : String.join(", ", behind));
    }

    private byte[] output(int rank) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines; line++) {
            boolean common = line % 3 != 0;
            text.append(common ? "line " + line : "rank " + rank + " line " + line + " " + padding());
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String padding() {
        int length = simulation.random().nextInt(40) == 0 ? simulation.random().nextInt(40_000) : 10;
        return "x".repeat(length);
    }

    private String position(int rank) {
        return arrived[rank] + " of " + outputs[rank].length + " bytes";
    }

    private void check(RankSet ranks, ByteBuf payload, int offset, int length) {
        ranks.forEach(rank -> {
            if (length == 1 && payload.getByte(offset) == '\n' && !isAt(rank, (byte) '\n')) {
                cutShort.add(rank);
                return;
            }
            for (int i = 0; i < length; i++) {
                int at = arrived[rank] + i;
                if (at >= outputs[rank].length || outputs[rank][at] != payload.getByte(offset + i)) {
                    wrong.add("records: rank " + rank + " at " + at + " of " + outputs[rank].length
                            + " bytes: came again, or in the wrong order: '"
                            + payload.toString(offset, Math.min(length, 60), StandardCharsets.UTF_8) + "'");
                    break;
                }
            }
            arrived[rank] += length;
        });
    }

    private boolean isAt(int rank, byte next) {
        return arrived[rank] < outputs[rank].length && outputs[rank][arrived[rank]] == next;
    }

    private final class Output implements StreamConsumer {
        private final Transport transport;

        Output(Transport transport) {
            this.transport = transport;
        }

        @Override
        public void data(long number, ByteBuf payload) {
            OutputBatches.read(payload, (ranks, bytes, offset, length, goesOn) -> check(ranks, bytes, offset, length));
            int bytes = payload.readableBytes();
            long readingNs = simulation.random().nextLong(MAX_READING_NS);
            transport.scheduler().schedule(readingNs, () -> stream.grant(bytes));
        }

        @Override
        public void ended() {
            missing = RankSet.union(stream.missing().values());
            ended = true;
        }
    }

    /** An agent that prints a line after each pause, when there is room. */
    private final class Printing {
        private static final int MAX_RECORD_BYTES = 8 << 10;

        private final LeafStream stream;
        private final byte[] output;
        private final Transport transport;
        private int printed;
        private boolean waiting;

        Printing(LeafStream stream, byte[] output, Transport transport) {
            this.stream = stream;
            this.output = output;
            this.transport = transport;
        }

        void begin() {
            stream.roomListener(this::room);
            stream.begin();
            pause();
        }

        private void pause() {
            long ns = pauseNs == 0 ? 0 : pauseNs / 2 + simulation.random().nextLong(pauseNs);
            transport.scheduler().schedule(ns, this::print);
        }

        private void room() {
            if (waiting && stream.hasRoom()) {
                waiting = false;
                transport.scheduler().schedule(0, this::print);
            }
        }

        private void print() {
            if (stream.isClosed()) {
                return;
            }
            if (printed == output.length) {
                stream.end();
            } else if (stream.hasRoom()) {
                printNext();
                pause();
            } else {
                waiting = true;
            }
        }

        private void printNext() {
            int end = printed;
            while (output[end] != '\n' && end - printed + 1 < MAX_RECORD_BYTES) {
                end++;
            }
            byte[] record = Arrays.copyOfRange(output, printed, end + 1);
            printed = end + 1;
            stream.send(record, record[record.length - 1] != '\n');
        }
    }
}
