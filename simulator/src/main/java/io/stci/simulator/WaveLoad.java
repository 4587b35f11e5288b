package io.stci.simulator;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.RankSet;
import io.stci.groupops.LeafHandler;
import io.stci.groupops.LeafService;
import io.stci.groupops.LeafStream;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.Streams;
import io.stci.groupops.UpFilters;
import io.stci.groupops.WaveParts;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.Filters;
import io.stci.groupops.filter.NumericSummaries;
import io.stci.transport.Transport;
import io.stci.wire.StreamSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A reduction stream with several waves in flight: each wave must come once and in order, name every rank as held or
 * missing, and have the sum of those that it names as held.
 */
public final class WaveLoad implements Load {
    private static final String SERVICE = "simulated-waves";
    private static final long WINDOW_BYTES = 1 << 20;

    private final Simulation simulation;
    private final RankSet all;
    private final long count;
    private final int inFlight;
    private final long timeoutNs;
    private final long paceNs;
    private final Filter<NumericSummaries, NumericSummaries> filter = Filters.numbers();
    private final List<String> wrong = new ArrayList<>();
    private RankSet everMissing = RankSet.empty();
    private RankSet lastHeld = RankSet.empty();
    private RootStream stream;
    private long asked;
    private long last;

    /**
     * @param count waves in all
     * @param inFlight waves asked for ahead
     * @param timeoutNs nanoseconds after which a wave completes as it is
     * @param paceNs an agent takes up to so long for its answer
     */
    public WaveLoad(Simulation simulation, int agents, long count, int inFlight, long timeoutNs, long paceNs) {
        this.paceNs = paceNs;
        this.simulation = simulation;
        this.all = RankSet.all(agents);
        this.count = count;
        this.inFlight = inFlight;
        this.timeoutNs = timeoutNs;
    }

    @Override
    public String service() {
        return SERVICE;
    }

    @Override
    public LeafService agent(int rank, Transport transport) {
        return stream -> stream.handler(new Answering(stream, rank, transport));
    }

    @Override
    public void start(Streams frontEnd, Transport transport) {
        StreamSpec.Builder spec = StreamSpec.newBuilder()
                .setMembers(ByteString.copyFrom(all.encode()))
                .setUpFilter(UpFilters.NUMBERS)
                .setService(SERVICE)
                .setWaveTimeoutNs(timeoutNs);
        stream = frontEnd.open(spec, new Waves());
        stream.grant(WINDOW_BYTES);
        askMore();
    }

    @Override
    public boolean isDone() {
        return last >= count;
    }

    /** The ranks that the last wave held. */
    public RankSet lastHeld() {
        return lastHeld;
    }

    @Override
    public List<String> violations(RankSet excused) {
        List<String> found = new ArrayList<>(wrong);
        RankSet unexcused = everMissing.minus(excused);
        if (!unexcused.isEmpty()) {
            found.add("waves: ranks " + unexcused + " were missing though their agents lived");
        }
        return found;
    }

    @Override
    public String progress() {
        return last + " of " + count + " waves";
    }

    private void askMore() {
        while (asked < count && asked - last < inFlight) {
            asked++;
            stream.send(new byte[0], 0, 0);
        }
    }

    private static double value(int rank, long wave) {
        return (rank + 1) * 1000.0 + wave % 1000;
    }

    private void check(long number, WaveParts.Content part) {
        RankSet missing = RankSet.union(part.missing().values());
        if (number != last + 1) {
            wrong.add("waves: wave " + number + " came behind wave " + last);
        }
        if (part.ranks().intersects(missing) || !part.ranks().union(missing).equals(all)) {
            wrong.add("waves: wave " + number + " names " + part.ranks() + " as held and " + missing + " as missing");
        }
        double sum = sum(part);
        double truth = truth(part.ranks(), number);
        if (sum != truth) {
            wrong.add("waves: wave " + number + " has the sum " + sum + " instead of " + truth);
        }
        if (!missing.isEmpty()) {
            simulation.say("wave " + number + " misses " + part.missing());
        }
        everMissing = everMissing.union(missing);
        lastHeld = part.ranks();
    }

    private double sum(WaveParts.Content part) {
        if (part.ranks().isEmpty()) {
            return 0;
        }
        NumericSummaries summaries = filter.decode(part.value());
        return summaries.byName().get("v").sum();
    }

    private static double truth(RankSet ranks, long wave) {
        double[] sum = new double[1];
        ranks.forEach(rank -> sum[0] += value(rank, wave));
        return sum[0];
    }

    private final class Waves implements StreamConsumer {
        @Override
        public void data(long number, ByteBuf payload) {
            check(number, WaveParts.read(ByteBufUtil.getBytes(payload)));
            last = number;
            stream.grant(payload.readableBytes());
            askMore();
        }
    }

    /** An agent that thinks about each answer for a random time. */
    private final class Answering implements LeafHandler {
        private final LeafStream stream;
        private final int rank;
        private final Transport transport;

        Answering(LeafStream stream, int rank, Transport transport) {
            this.stream = stream;
            this.rank = rank;
            this.transport = transport;
        }

        @Override
        public void message(long number, ByteBuf payload) {
            long thinkingNs = simulation.random().nextLong(paceNs);
            transport.scheduler().schedule(thinkingNs, () -> answer(number));
        }

        private void answer(long wave) {
            NumericSummaries numbers = new NumericSummaries();
            numbers.add("v", "", rank, value(rank, wave));
            stream.ack(wave);
            stream.answer(wave, filter.encode(numbers));
        }
    }
}
