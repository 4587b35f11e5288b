package io.stci.activemessages.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Request;
import io.stci.core.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Everybody sends to everybody, of all sizes, with handlers that take their time, and one or two agents die; as a seed says. */
final class RandomLoad {
    private static final int STEPS = 150;

    /** Longer than a message that the carrier has taken is underway. */
    private static final int ON_THE_WAY_MS = 500;

    private static final Set<Status> MAY_HAPPEN =
            EnumSet.of(Status.RESOURCE_EXHAUSTED, Status.UNAVAILABLE, Status.DEADLINE_EXCEEDED, Status.CANCELLED);

    private final Ensemble session;
    private final Random random;
    private final int size;
    private final Set<Integer> dead = new TreeSet<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Request<int[]>> requests = new ArrayList<>();
    private final Map<String, List<Integer>> heard = new HashMap<>();

    private record Sent(int from, int to, int number, Request<Void> request) {}

    RandomLoad(Ensemble session, long seed) {
        this.session = session;
        this.random = new Random(seed);
        this.size = session.mesh().size();
        for (int end = Ensemble.FRONT_END; end < size; end++) {
            register(end);
        }
    }

    void run() {
        for (int step = 0; step < STEPS; step++) {
            step();
            session.advanceMs(random.nextInt(8));
        }
        session.await(() -> requests.stream().allMatch(Request::isDone)
                && sent.stream().allMatch(each -> each.request.isDone() || dead.contains(each.from)));
        session.advanceMs(ON_THE_WAY_MS);
        session.await(session::isIdle);
        requests.forEach(this::assertEndedWell);
        assertDelivered();
        assertTrue(session.log().isEmpty(), () -> session.log().toString());
    }

    private void register(int end) {
        ActiveMessages here = session.at(end);
        here.handleOneWay("take", Codecs.int32s(), (numbers, context) -> {
            heard.computeIfAbsent(context.from() + ">" + end, key -> new ArrayList<>())
                    .add(numbers[0]);
            return later(null);
        });
        here.handle("echo", Codecs.int32s(), Codecs.int32s(), (numbers, context) -> later(numbers));
    }

    private <T> CompletableFuture<T> later(T value) {
        CompletableFuture<T> result = new CompletableFuture<>();
        session.scheduler().schedule(random.nextInt(20_000_000), () -> result.complete(value));
        return result;
    }

    private void step() {
        int from = anyone();
        int to = anyone();
        if (from == to) {
            return;
        }
        int action = random.nextInt(100);
        if (action < 50) {
            int number = sent.size();
            sent.add(new Sent(from, to, number, session.at(from).send(to, "take", Codecs.int32s(), payload(number))));
        } else if (action < 95) {
            request(from, to);
        } else if (action < 98 && !sent.isEmpty()) {
            sent.get(random.nextInt(sent.size())).request.cancel();
        } else if (dead.size() < 2) {
            int rank = random.nextInt(size);
            if (dead.add(rank)) {
                session.kill(rank);
            }
        }
    }

    private void request(int from, int to) {
        long deadlineNs = 1 + (long) (random.nextDouble() * (random.nextBoolean() ? 10e9 : 20e6));
        Request<int[]> request = session.at(from)
                .request(to, "echo", Codecs.int32s(), payload(requests.size()), Codecs.int32s(), deadlineNs);
        requests.add(request);
        if (random.nextInt(5) == 0) {
            session.scheduler().schedule(random.nextInt(20_000_000), request::cancel);
        }
    }

    private int anyone() {
        int end = random.nextInt(size + 1) - 1;
        return dead.contains(end) ? Ensemble.FRONT_END : end;
    }

    private int[] payload(int number) {
        int[] numbers = new int[1 + random.nextInt(random.nextInt(4) == 0 ? 20_000 : 300)];
        Arrays.fill(numbers, number);
        return numbers;
    }

    private void assertEndedWell(Request<?> request) {
        Status status = LoadContract.statusOf(request);
        assertTrue(status == null || MAY_HAPPEN.contains(status), () -> "ended with " + status);
    }

    /** Between those who live: what was sent has come once and in order; what failed, not twice. */
    private void assertDelivered() {
        for (int from = Ensemble.FRONT_END; from < size; from++) {
            for (int to = Ensemble.FRONT_END; to < size; to++) {
                assertDelivered(from, to);
            }
        }
    }

    private void assertDelivered(int from, int to) {
        List<Integer> got = heard.getOrDefault(from + ">" + to, List.of());
        assertEquals(got.stream().sorted().distinct().toList(), got, from + ">" + to);
        if (dead.contains(from) || dead.contains(to)) {
            return;
        }
        for (Sent each : sent) {
            if (each.from == from && each.to == to) {
                Status status = LoadContract.statusOf(each.request);
                boolean arrived = got.contains(each.number);
                assertTrue(status != null || arrived, each.number + " was not handled");
                assertTrue(status != Status.RESOURCE_EXHAUSTED || !arrived, each.number + " was refused");
            }
        }
    }
}
