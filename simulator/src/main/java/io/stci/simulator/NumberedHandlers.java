package io.stci.simulator;

import io.stci.activemessages.message.Codecs;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.session.tool.Agent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/**
 * The agents' side of a {@link GroupPart}: handlers that answer by the number they are given, after a random time, some never
 * but with a failure; and a note of which numbers came to whom. Confined to the simulation's thread.
 */
final class NumberedHandlers {
    static final String SMALL = "small";
    static final String LARGE = "large";
    private static final int LARGE_BYTES = 256 << 10;
    /** One agent of so many fails an operation. */
    private static final int FAIL = 7;

    private final Simulation simulation;
    private final OperationChecks checks;
    private final long paceNs;
    private final IntFunction<Object> kinds;
    /** How often each operation came to each rank. */
    private final Map<Came, Integer> came = new HashMap<>();
    /** The last operation of each kind that came to each rank. */
    private final Map<LastOf, Integer> last = new HashMap<>();

    private record Came(int number, int rank) {}

    private record LastOf(Object kind, int rank) {}

    /**
     * @param paceNs an agent takes up to so long for its answer
     * @param kinds by an operation's number: those of one kind must come in order
     */
    NumberedHandlers(Simulation simulation, OperationChecks checks, long paceNs, IntFunction<Object> kinds) {
        this.simulation = simulation;
        this.checks = checks;
        this.paceNs = paceNs;
        this.kinds = kinds;
    }

    void register(Agent agent) {
        agent.handle(SMALL, Codecs.int32(), Codecs.int64(), number -> handled(agent, number));
        agent.handle(LARGE, Codecs.bytes(), Codecs.int64(), bytes -> {
            int number = ByteBuffer.wrap(bytes).getInt();
            if (!Arrays.equals(bytes, payload(number))) {
                checks.wrong("operation " + number + ": rank " + agent.rank() + " was given something else");
            }
            return handled(agent, number);
        });
    }

    /** How often an operation came to an agent. */
    int timesCame(int number, int rank) {
        return came.getOrDefault(new Came(number, rank), 0);
    }

    /** What an agent answers. */
    static long answer(int rank, int number) {
        return (rank + 1) * 1_000_003L + number;
    }

    /** Those who fail an operation, of those it comes to. */
    static RankSet failing(RankSet ranks, int number) {
        RankSet.Builder failing = new RankSet.Builder();
        ranks.forEach(rank -> {
            if (fails(rank, number)) {
                failing.add(rank);
            }
        });
        return failing.build();
    }

    /** Why they are missing then. */
    static String failure(String handler) {
        return "handler '" + handler + "' failed: NOT_FOUND: sensor: is not there";
    }

    /** More than fits one message, different for each number. */
    static byte[] payload(int number) {
        SplittableRandom random = new SplittableRandom(number);
        byte[] bytes = new byte[LARGE_BYTES + random.nextInt(2 * LARGE_BYTES)];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putInt(number);
        return bytes;
    }

    private static boolean fails(int rank, int number) {
        return (31 * rank + number) % FAIL == 0;
    }

    private CompletionStage<Long> handled(Agent agent, int number) {
        int rank = agent.rank();
        if (came.merge(new Came(number, rank), 1, Integer::sum) > 1) {
            checks.wrong("operation " + number + " came to rank " + rank + " again");
        }
        Integer before = last.put(new LastOf(kinds.apply(number), rank), number);
        if (before != null && before > number) {
            checks.wrong("operation " + number + " came to rank " + rank + " behind " + before);
        }
        return later(agent, number);
    }

    private CompletionStage<Long> later(Agent agent, int number) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        Runnable settle = () -> {
            if (fails(agent.rank(), number)) {
                answer.completeExceptionally(new StciException(Status.NOT_FOUND, "sensor", "is not there", ""));
            } else {
                answer.complete(answer(agent.rank(), number));
            }
        };
        if (simulation.random().nextInt(4) == 0) {
            settle.run();
        } else {
            agent.scheduler().schedule(simulation.random().nextLong(paceNs), settle);
        }
        return answer;
    }
}
