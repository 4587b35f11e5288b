package io.stci.session;

import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.groupops.Streams;
import io.stci.groupops.UpFilters;
import io.stci.groupops.filter.Filters;
import io.stci.transport.Transport;
import io.stci.wire.ProbeSpec;
import io.stci.wire.StreamSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Asks for waves as fast as they come, within a window. */
final class RunningProbe extends RunningWaves {
    /** The service at the agents that answers. */
    static final String SERVICE = "probe";

    private final RankSet ranks;
    private final ProbeRequest request;
    private final Consumer<ProbeWave> onWave;
    private long came;
    private boolean filling;

    RunningProbe(
            Transport transport,
            Streams streams,
            TreeWatch tree,
            RankSet ranks,
            ProbeRequest request,
            Consumer<ProbeWave> onWave) {
        super(transport, streams, tree, request.count());
        this.ranks = ranks;
        this.request = request;
        this.onWave = onWave;
    }

    @Override
    StreamSpec.Builder spec() {
        boolean sum = request.kind() == ProbeRequest.Kind.SUM;
        ProbeSpec.Builder probe = ProbeSpec.newBuilder()
                .setKind(sum ? ProbeSpec.Kind.SUM : ProbeSpec.Kind.CONCATENATE)
                .setPayloadBytes(request.payloadBytes());
        return RunningExec.stream(ranks, sum ? UpFilters.SUM : UpFilters.CONCATENATE)
                .setService(SERVICE)
                .setRequest(probe.build().toByteString())
                .setWaveTimeoutNs(request.timeoutNs());
    }

    @Override
    void opened() {
        fillWindow();
    }

    @Override
    void wave(long number, RankSet held, Map<String, RankSet> missing, byte[] value) {
        came = number;
        onWave.accept(
                request.kind() == ProbeRequest.Kind.SUM
                        ? sum(number, held, missing, value)
                        : payloads(number, held, missing, value));
        if (!filling) {
            filling = true;
            later(this::fillWindow);
        }
    }

    @Override
    public void ended() {
        abandon(nobodyLeft());
    }

    /** Never from within a wave: where nobody is left each is answered at once, and the thread would do nothing else. */
    private void fillWindow() {
        filling = false;
        while (hasNext() && asked() - came < request.window()) {
            ask();
        }
    }

    /** A sum that 64 bits can't hold is no result: the wave then holds nobody, and says why. */
    static ProbeWave sum(long number, RankSet held, Map<String, RankSet> missing, byte[] value) {
        try {
            long sum = held.isEmpty() ? 0 : Filters.exactLong(Filters.sumLong().decode(value));
            return new ProbeWave(number, sum, Map.of(), held, missing);
        } catch (StciException beyond) {
            Map<String, RankSet> all = new LinkedHashMap<>(missing);
            all.merge(beyond.getMessage(), held, RankSet::union);
            return new ProbeWave(number, 0, Map.of(), RankSet.empty(), all);
        }
    }

    private static ProbeWave payloads(long number, RankSet held, Map<String, RankSet> missing, byte[] value) {
        Map<Integer, byte[]> payloads = new TreeMap<>();
        Filters.concatenate().decode(value).forEach((rank, bytes) -> payloads.put(rank, bytes.toByteArray()));
        return new ProbeWave(number, 0, payloads, held, missing);
    }
}
