package io.stci.agents;

import io.stci.core.RankSet;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.session.ProbePayload;
import io.stci.session.ProbeRequest;
import io.stci.session.ProbeWave;
import io.stci.session.Session;
import io.stci.session.SessionListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A front-end in a process of its own, with the memory that {@code ./stci} gives it. Prints the number of each wave that has
 * come whole, and ends with status 1 and a word at the first that has not.
 */
final class ProbeMain {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Topology topology;
    private final ProbeRequest request;
    private long came;

    private ProbeMain(Topology topology, ProbeRequest request) {
        this.topology = topology;
        this.request = request;
    }

    /** @param words shape, agents, kind, payload bytes, count, window */
    public static void main(String[] words) throws Exception {
        Topology topology = Topology.of(Shape.parse(words[0]), Integer.parseInt(words[1]));
        ProbeRequest request = new ProbeRequest(
                ProbeRequest.Kind.valueOf(words[2]),
                Integer.parseInt(words[3]),
                Long.parseLong(words[4]),
                Integer.parseInt(words[5]),
                LIMIT.toNanos());
        LocalSessionOptions options = new LocalSessionOptions(topology, 1, false, "tcp", LIMIT, LIMIT);
        try (Session session = LocalSessions.open(options, new SessionListener() {})) {
            session.ready().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            session.probe(request, new ProbeMain(topology, request)::check)
                    .done()
                    .get();
        }
    }

    private void check(ProbeWave wave) {
        came++;
        if (wave.number() != came || !wave.ranks().equals(RankSet.all(topology.agents())) || !isWhole(wave)) {
            System.out.println("wrong: " + came + " came as " + wave.number() + " of " + wave.ranks() + " without "
                    + wave.missing());
            System.exit(1);
        }
        System.out.println(came);
    }

    private boolean isWhole(ProbeWave wave) {
        long agents = topology.agents();
        if (request.kind() == ProbeRequest.Kind.SUM) {
            return wave.sum() == agents * (agents + 1) / 2;
        }
        return wave.payloads().size() == agents
                && wave.payloads().entrySet().stream()
                        .allMatch(entry -> ProbePayload.matches(
                                entry.getValue(), entry.getKey(), wave.number(), request.payloadBytes()));
    }
}
