package io.stci.simulator;

import io.stci.activemessages.message.Codecs;
import io.stci.activemessages.message.MessageCarrier;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.LeafService;
import io.stci.groupops.Streams;
import io.stci.session.tool.Agent;
import io.stci.session.tool.FrontEndTools;
import io.stci.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;

/**
 * Messages between single ends: each agent sends to the next one and to the front-end, and the front-end to each agent. Each
 * message must come exactly once and in order while both ends live.
 */
public final class UnicastLoad implements Load {
    private static final String NUMBERS = "numbers";
    private static final String ALIVE = "alive";
    /** Longer than any run. */
    private static final Duration DEADLINE = Duration.ofHours(2);

    private static final long LOOK_NS = 1_000_000_000L;

    private final Simulation simulation;
    private final int agents;
    private final int count;
    private final long paceNs;
    private final List<String> wrong = new ArrayList<>();
    /** The last number that came, by who sent it and who got it. */
    private final Map<Pair, Long> last = new HashMap<>();

    /** Ranks that the front-end has heard to be gone. */
    private final Set<Integer> over = new HashSet<>();

    private FrontEndTools tools;
    private Transport frontEnd;

    private record Pair(int from, int to) {}

    /**
     * @param count of messages from each sender to each of its receivers
     * @param paceNs about how long between two
     */
    public UnicastLoad(Simulation simulation, int agents, int count, long paceNs) {
        this.simulation = simulation;
        this.agents = agents;
        this.count = count;
        this.paceNs = paceNs;
    }

    @Override
    public String service() {
        return NUMBERS;
    }

    @Override
    public LeafService agent(int rank, Transport transport) {
        return services(rank, transport).get(NUMBERS);
    }

    @Override
    public Map<String, LeafService> services(int rank, Transport transport) {
        return ToolAgents.start(rank, agents, transport, this::program);
    }

    @Override
    public void start(Streams streams, Transport transport) {
        frontEnd = transport;
        tools = new FrontEndTools(transport, streams, RankSet.all(agents), reasons -> reasons);
        tools.messages().handle(NUMBERS, Codecs.int64(), Codecs.nothing(), (number, context) -> {
            came(context.from(), MessageCarrier.FRONT_END, number);
            return CompletableFuture.completedFuture(null);
        });
        tools.serveAgents();
        for (int rank = 0; rank < agents; rank++) {
            int to = rank;
            pace(
                    transport.scheduler(),
                    1,
                    number -> tools.messages()
                            .request(to, NUMBERS, Codecs.int64(), number, Codecs.nothing(), DEADLINE)
                            .stage()
                            .whenComplete((nothing, failure) -> settled(MessageCarrier.FRONT_END, to, failure)));
        }
        look();
    }

    @Override
    public boolean isDone() {
        return pairs().stream()
                .allMatch(pair ->
                        last.getOrDefault(pair, 0L) >= count || over.contains(pair.from()) || over.contains(pair.to()));
    }

    @Override
    public List<String> violations(RankSet excused) {
        List<String> found = new ArrayList<>(wrong);
        for (Pair pair : pairs()) {
            long came = last.getOrDefault(pair, 0L);
            if (came < count && !isExcused(pair.from(), excused) && !isExcused(pair.to(), excused)) {
                found.add("unicast: " + came + " of " + count + " messages came from " + pair.from() + " to "
                        + pair.to());
            }
        }
        return found;
    }

    @Override
    public String progress() {
        return "unicast: " + last + ", gone " + over;
    }

    private static boolean isExcused(int end, RankSet excused) {
        return end >= 0 && excused.contains(end);
    }

    /** What an agent does: sends to the next one and to the front-end. */
    private void program(Agent agent) {
        agent.messages().handle(NUMBERS, Codecs.int64(), Codecs.nothing(), (number, context) -> {
            came(context.from(), agent.rank(), number);
            return CompletableFuture.completedFuture(null);
        });
        agent.messages().handleAtOnce(ALIVE, Codecs.nothing(), Codecs.nothing(), nothing -> null);
        send(agent, MessageCarrier.FRONT_END);
        if (agents > 1) {
            send(agent, (agent.rank() + 1) % agents);
        }
    }

    private void send(Agent agent, int to) {
        pace(
                agent.scheduler(),
                1,
                number -> agent.messages()
                        .request(to, NUMBERS, Codecs.int64(), number, Codecs.nothing(), DEADLINE.toNanos())
                        .stage()
                        .whenComplete((nothing, failure) -> settled(agent.rank(), to, failure)));
    }

    private void pace(Scheduler scheduler, long number, LongConsumer send) {
        if (number <= count) {
            scheduler.schedule(1 + simulation.random().nextLong(2 * paceNs), () -> {
                send.accept(number);
                pace(scheduler, number + 1, send);
            });
        }
    }

    private void came(int from, int to, long number) {
        Pair pair = new Pair(from, to);
        long before = last.getOrDefault(pair, 0L);
        if (number != before + 1) {
            wrong.add("unicast: from " + from + " to " + to + " came message " + number + " behind " + before);
        }
        last.put(pair, number);
    }

    private void settled(int from, int to, Throwable failure) {
        if (failure == null) {
            return;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        boolean gone = cause instanceof StciException known
                && (known.status() == Status.UNAVAILABLE || known.status() == Status.CANCELLED);
        if (!gone) {
            wrong.add("unicast: a request from " + from + " to " + to + " failed: " + failure.getMessage());
        }
    }

    /** Finds out who is gone, now and then. */
    private void look() {
        for (int rank = 0; rank < agents; rank++) {
            int asked = rank;
            if (!over.contains(rank)) {
                tools.messages()
                        .request(rank, ALIVE, Codecs.nothing(), null, Codecs.nothing(), DEADLINE)
                        .stage()
                        .whenComplete((nothing, failure) -> {
                            if (failure != null) {
                                over.add(asked);
                            }
                        });
            }
        }
        if (!isDone()) {
            frontEnd.scheduler().schedule(LOOK_NS, this::look);
        }
    }

    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int rank = 0; rank < agents; rank++) {
            pairs.add(new Pair(rank, MessageCarrier.FRONT_END));
            pairs.add(new Pair(MessageCarrier.FRONT_END, rank));
            if (agents > 1) {
                pairs.add(new Pair(rank, (rank + 1) % agents));
            }
        }
        return pairs;
    }
}
