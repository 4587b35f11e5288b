package io.stci.simulator;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.groupops.LeafHandler;
import io.stci.groupops.LeafService;
import io.stci.groupops.LeafStream;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.Streams;
import io.stci.groupops.UpFilters;
import io.stci.transport.Transport;
import io.stci.wire.SlowChild;
import io.stci.wire.StreamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Messages to all agents: each must get each once, in order and unharmed, and the front-end must not hear of an
 * acknowledgement before the last of them has it. On a stream that sheds or conflates, an agent may be told of a gap in the
 * place of messages, and acknowledgements don't wait for it.
 */
public final class MessageLoad implements Load {
    private static final String SERVICE = "simulated-messages";

    private final Simulation simulation;
    private final int agents;
    private final long count;
    private final int inFlight;
    private final int sizeBytes;
    private final long paceNs;
    private final SlowChild policy;
    private final long[] received;
    private final long[] consumed;
    private final List<String> wrong = new ArrayList<>();
    /** Ranks that had not consumed what was acknowledged: right only if they were lost. */
    private final Map<Integer, String> early = new TreeMap<>();

    private RootStream stream;
    private RankSet missing = RankSet.empty();
    private long sent;
    private long acked;
    private long gaps;
    private boolean ended;

    /**
     * @param count messages in all
     * @param inFlight sent ahead of the slowest
     * @param paceNs an agent takes up to so long for a message
     * @param policy what is done for slow members, but for detaching them
     */
    public MessageLoad(
            Simulation simulation, int agents, long count, int inFlight, int sizeBytes, long paceNs, SlowChild policy) {
        this.paceNs = paceNs;
        this.policy = policy;
        this.simulation = simulation;
        this.agents = agents;
        this.count = count;
        this.inFlight = inFlight;
        this.sizeBytes = sizeBytes;
        this.received = new long[agents];
        this.consumed = new long[agents];
    }

    @Override
    public String service() {
        return SERVICE;
    }

    @Override
    public LeafService agent(int rank, Transport transport) {
        return stream -> stream.handler(new Listening(stream, rank, transport));
    }

    @Override
    public void start(Streams frontEnd, Transport transport) {
        StreamSpec.Builder spec = StreamSpec.newBuilder()
                .setMembers(ByteString.copyFrom(RankSet.all(agents).encode()))
                .setUpFilter(UpFilters.FORWARD)
                .setSlowChild(policy)
                .setDownWindowMessages(policy == SlowChild.SLOW_BLOCK ? 0 : inFlight / 2)
                .setService(SERVICE);
        stream = frontEnd.open(spec, new Acks());
        sendMore();
    }

    /** How often an agent was told of a gap. */
    public long gaps() {
        return gaps;
    }

    /** What all live members have consumed, as far as the front-end knows. */
    public long acked() {
        return acked;
    }

    @Override
    public boolean isDone() {
        return acked >= count && ended;
    }

    @Override
    public List<String> violations(RankSet excused) {
        List<String> found = new ArrayList<>(wrong);
        for (int rank = 0; rank < agents; rank++) {
            if (received[rank] != count && !excused.contains(rank)) {
                found.add("messages: rank " + rank + " got " + received[rank] + " of " + count);
            }
        }
        early.forEach((rank, text) -> {
            if (!excused.contains(rank)) {
                found.add("messages: " + text);
            }
        });
        if (!excused.containsAll(missing)) {
            found.add("messages: ranks " + missing.minus(excused) + " are missing though their agents lived");
        }
        return found;
    }

    @Override
    public String progress() {
        return "messages: " + acked + " of " + count + " acknowledged" + (ended ? ", ended" : "");
    }

    private void sendMore() {
        while (sent < count && sent - acked < inFlight) {
            sent++;
            byte[] payload = payload(sent);
            stream.send(payload, 0, payload.length);
        }
        if (sent == count) {
            sent++;
            stream.end();
        }
    }

    private byte[] payload(long number) {
        byte[] payload = new byte[sizeBytes];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (number * 31 + i);
        }
        return payload;
    }

    private void checkPayload(int rank, long number, ByteBuf payload) {
        byte[] truth = payload(number);
        boolean same = payload.readableBytes() == truth.length;
        for (int i = 0; same && i < truth.length; i++) {
            same = payload.getByte(payload.readerIndex() + i) == truth[i];
        }
        if (!same) {
            wrong.add("messages: rank " + rank + " got message " + number + " with other bytes");
        }
    }

    private void checkAck(long upTo) {
        if (policy != SlowChild.SLOW_BLOCK) {
            return;
        }
        for (int rank = 0; rank < agents; rank++) {
            if (consumed[rank] < Math.min(upTo, count)) {
                early.putIfAbsent(rank, upTo + " was acknowledged when rank " + rank + " was at " + consumed[rank]);
            }
        }
    }

    private final class Acks implements StreamConsumer {
        @Override
        public void data(long number, ByteBuf payload) {
            wrong.add("messages: something came up");
        }

        @Override
        public void acked(long upTo) {
            acked = Math.min(upTo, count);
            checkAck(upTo);
            sendMore();
        }

        @Override
        public void ended() {
            missing = RankSet.union(stream.missing().values());
            ended = true;
        }
    }

    /** An agent that takes a random time for each message. */
    private final class Listening implements LeafHandler {
        private final LeafStream stream;
        private final int rank;
        private final Transport transport;
        private long busyUntilNs;

        Listening(LeafStream stream, int rank, Transport transport) {
            this.stream = stream;
            this.rank = rank;
            this.transport = transport;
        }

        @Override
        public void message(long number, ByteBuf payload) {
            if (number != received[rank] + 1) {
                wrong.add("messages: rank " + rank + " got message " + number + " behind " + received[rank]);
            }
            checkPayload(rank, number, payload);
            received[rank] = number;
            consumeSoon(number);
        }

        @Override
        public void gap(long first, long last) {
            if (policy == SlowChild.SLOW_BLOCK || first != received[rank] + 1 || last < first) {
                wrong.add("messages: rank " + rank + " was told of the gap " + first + " to " + last + " behind "
                        + received[rank]);
            }
            received[rank] = last;
            gaps++;
        }

        @Override
        public void end(long number) {
            consumeSoon(number);
            transport.scheduler().schedule(busyUntilNs - transport.scheduler().nowNs(), stream::end);
        }

        private void consumeSoon(long number) {
            long nowNs = transport.scheduler().nowNs();
            busyUntilNs = Math.max(busyUntilNs, nowNs) + simulation.random().nextLong(paceNs);
            transport.scheduler().schedule(busyUntilNs - nowNs, () -> {
                consumed[rank] = Math.max(consumed[rank], Math.min(number, count));
                stream.ack(number);
            });
        }
    }
}
