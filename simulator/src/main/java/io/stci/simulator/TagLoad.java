package io.stci.simulator;

import io.stci.activemessages.message.Codecs;
import io.stci.activemessages.message.MessageCarrier;
import io.stci.activemessages.message.Received;
import io.stci.activemessages.message.TaggedMessages;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.groupops.LeafService;
import io.stci.groupops.Streams;
import io.stci.session.tool.Agent;
import io.stci.session.tool.FrontEndTools;
import io.stci.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Messages that are received, and messages to all: each agent sends numbers, some of them large, to the next one, which receives them
 * by source, and to the front-end, which receives them from any; the front-end sends numbers to all agents at once. Each must come
 * exactly once and in order while both ends live, and a receive from who is gone must fail. A large one that is still with who dies is
 * lost, though what was sent behind it may have come.
 */
public final class TagLoad implements Load {
    private static final String TO_ALL = "to all";
    private static final int TAG = 7;
    /** Longer than any run. */
    private static final Duration DEADLINE = Duration.ofHours(2);
    /** Every so manieth number is sent with many behind it, too many to come along. */
    private static final int LARGE_EVERY = 10;

    private static final int LARGE_NUMBERS = 10_000;
    /** More than a piece. */
    private static final int LARGE_NUMBERS_TO_ALL = 40_000;

    private final Simulation simulation;
    private final int agents;
    private final int count;
    private final long paceNs;
    private final List<String> wrong = new ArrayList<>();
    /** The last number that came, by who sent it and who got it. */
    private final Map<Way, Long> last = new TreeMap<>();
    /** Ways on which a receive failed as its source is gone. */
    private final Set<Way> over = new TreeSet<>();

    /** Who sent a large number that did not come, though others behind it did. */
    private final Set<Integer> lostLarge = new TreeSet<>();

    private final Set<Integer> gone = new HashSet<>();
    private FrontEndTools tools;

    /** @param toAll one of the messages that the front-end sends to all */
    private record Way(int from, int to, boolean toAll) implements Comparable<Way> {
        @Override
        public int compareTo(Way other) {
            return toString().compareTo(other.toString());
        }
    }

    /**
     * @param count of messages from each sender to each of its receivers
     * @param paceNs about how long between two
     */
    public TagLoad(Simulation simulation, int agents, int count, long paceNs) {
        this.simulation = simulation;
        this.agents = agents;
        this.count = count;
        this.paceNs = paceNs;
    }

    /** Not used: a tool's agent has several. */
    @Override
    public String service() {
        return "tags";
    }

    @Override
    public LeafService agent(int rank, Transport transport) {
        return services(rank, transport).get(service());
    }

    @Override
    public Map<String, LeafService> services(int rank, Transport transport) {
        return ToolAgents.start(rank, agents, transport, this::program);
    }

    @Override
    public void start(Streams streams, Transport transport) {
        tools = new FrontEndTools(transport, streams, RankSet.all(agents), reasons -> reasons);
        tools.serveAgents();
        for (int rank = 0; rank < agents; rank++) {
            watch(rank);
        }
        receiveFromAny();
        pace(
                transport.scheduler(),
                1,
                number -> tools.messages()
                        .send(RankSet.all(agents), TO_ALL, Codecs.int64s(), payload(number, true))
                        .stage()
                        .whenComplete((nothing, failure) -> settled("to all", failure)));
    }

    @Override
    public boolean isDone() {
        return ways().stream().allMatch(way -> last.getOrDefault(way, 0L) >= count || isOver(way));
    }

    @Override
    public List<String> violations(RankSet excused) {
        List<String> found = new ArrayList<>(wrong);
        for (Way way : ways()) {
            long came = last.getOrDefault(way, 0L);
            if (came < count && !isExcused(way.from(), excused) && !isExcused(way.to(), excused)) {
                found.add("tags: " + came + " of " + count + " messages came on " + way);
            }
        }
        lostLarge.stream()
                .filter(rank -> !excused.contains(rank))
                .forEach(rank -> found.add("tags: a large message of rank " + rank + " was lost"));
        return found;
    }

    @Override
    public String progress() {
        return "tags: " + last + ", over " + over + ", gone " + gone;
    }

    private boolean isOver(Way way) {
        return over.contains(way) || gone.contains(way.from()) || gone.contains(way.to());
    }

    private static boolean isExcused(int end, RankSet excused) {
        return end >= 0 && excused.contains(end);
    }

    private void program(Agent agent) {
        int rank = agent.rank();
        agent.messages()
                .handleOneWayAtOnce(
                        TO_ALL,
                        Codecs.int64s(),
                        numbers -> came(new Way(MessageCarrier.FRONT_END, rank, true), numbers));
        send(agent, MessageCarrier.FRONT_END);
        if (agents > 1) {
            send(agent, (rank + 1) % agents);
            receive(agent, (rank + agents - 1) % agents);
        }
    }

    private void send(Agent agent, int to) {
        pace(
                agent.scheduler(),
                1,
                number -> agent.messages()
                        .tagged()
                        .send(to, TAG, Codecs.int64s(), payload(number, false), DEADLINE.toNanos())
                        .stage()
                        .whenComplete((nothing, failure) -> settled("to " + to, failure)));
    }

    private void receive(Agent agent, int from) {
        Way way = new Way(from, agent.rank(), false);
        Request<Received<long[]>> next =
                agent.messages().tagged().receive(from, TAG, Codecs.int64s(), DEADLINE.toNanos());
        next.stage().whenComplete((message, failure) -> {
            if (failure == null) {
                came(way, message.value());
                agent.execute(() -> receive(agent, from));
            } else {
                over.add(way);
                settled(way.toString(), failure);
            }
        });
    }

    private void receiveFromAny() {
        tools.messages()
                .tagged()
                .receive(TaggedMessages.ANY_SOURCE, TaggedMessages.ANY_TAG, Codecs.int64s(), DEADLINE)
                .stage()
                .whenComplete((message, failure) -> {
                    if (failure == null) {
                        came(new Way(message.source(), MessageCarrier.FRONT_END, false), message.value());
                        receiveFromAny();
                    } else {
                        settled("of any", failure);
                    }
                });
    }

    /** A receive of a tag that nobody sends ends when its source is gone. */
    private void watch(int rank) {
        tools.messages()
                .tagged()
                .receive(rank, TAG + 1, Codecs.nothing(), DEADLINE)
                .stage()
                .whenComplete((message, failure) -> {
                    gone.add(rank);
                    settled("of " + rank, failure);
                });
    }

    private void pace(Scheduler scheduler, long number, LongConsumer send) {
        if (number <= count) {
            scheduler.schedule(1 + simulation.random().nextLong(2 * paceNs), () -> {
                send.accept(number);
                pace(scheduler, number + 1, send);
            });
        }
    }

    private static long[] payload(long number, boolean toAll) {
        long[] numbers = new long[isLarge(number) ? toAll ? LARGE_NUMBERS_TO_ALL : LARGE_NUMBERS : 1];
        numbers[0] = number;
        return numbers;
    }

    private static boolean isLarge(long number) {
        return number % LARGE_EVERY == 0;
    }

    private void came(Way way, long[] numbers) {
        long number = numbers[0];
        long before = last.getOrDefault(way, 0L);
        if (number == before + 2 && isLarge(before + 1) && !way.toAll()) {
            lostLarge.add(way.from());
        } else if (number != before + 1) {
            wrong.add("tags: on " + way + " came message " + number + " behind " + before);
        }
        if (numbers.length != payload(number, way.toAll()).length) {
            wrong.add("tags: on " + way + " came message " + number + " with " + numbers.length + " numbers");
        }
        last.put(way, number);
    }

    private void settled(String what, Throwable failure) {
        if (failure != null) {
            Status status = OperationChecks.status(failure);
            if (status != Status.UNAVAILABLE && status != Status.CANCELLED) {
                wrong.add("tags: " + what + " failed: " + failure.getMessage());
            }
        }
    }

    private List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (int rank = 0; rank < agents; rank++) {
            ways.add(new Way(rank, MessageCarrier.FRONT_END, false));
            ways.add(new Way(MessageCarrier.FRONT_END, rank, true));
            if (agents > 1) {
                ways.add(new Way(rank, (rank + 1) % agents, false));
            }
        }
        return ways;
    }
}
