package io.stci.activemessages.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Request;
import io.stci.core.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everybody sends to everybody with some tags, and receives with and without wildcards; one agent may die; as a seed says. */
final class TaggedLoad {
    private static final int STEPS = 120;
    private static final int TAGS = 3;
    private static final long LONG_NS = 100 * Sessions.SECOND_NS;

    private final Ensemble session;
    private final Random random;
    private final int size;
    private final Set<Integer> dead = new TreeSet<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Receive> receives = new ArrayList<>();

    private record Sent(int from, int to, int tag, int number, Request<Void> request) {}

    private record Receive(int at, Match match, Request<Received<int[]>> request) {}

    TaggedLoad(Ensemble session, long seed) {
        this.session = session;
        this.random = new Random(seed);
        this.size = session.mesh().size();
    }

    void run() {
        for (int step = 0; step < STEPS; step++) {
            step();
            session.advanceMs(random.nextInt(8));
        }
        drain();
        session.await(() -> sent.stream().allMatch(each -> each.request.isDone() || dead.contains(each.from)));
        receives.forEach(each -> each.request.cancel());
        session.await(session::isIdle);
        assertEachOnce();
        assertInOrder();
        assertTrue(session.log().isEmpty(), () -> session.log().toString());
    }

    private void step() {
        int from = anyone();
        int to = anyone();
        int action = random.nextInt(100);
        if (action < 50 && from != to) {
            int number = sent.size();
            int tag = random.nextInt(TAGS);
            long deadlineNs = random.nextInt(10) == 0 ? 1 + random.nextInt(50_000_000) : LONG_NS;
            sent.add(new Sent(
                    from,
                    to,
                    tag,
                    number,
                    session.at(from).tagged().send(to, tag, Codecs.int32s(), payload(number), deadlineNs)));
        } else if (action < 92 && from != to) {
            receive(to, from);
        } else if (action < 98 && !sent.isEmpty()) {
            sent.get(random.nextInt(sent.size())).request.cancel();
        } else if (dead.isEmpty() && random.nextInt(4) == 0) {
            dead.add(random.nextInt(size));
            dead.forEach(session::kill);
        }
    }

    private void receive(int at, int from) {
        int source = random.nextInt(3) == 0 ? TaggedMessages.ANY_SOURCE : from;
        int tag = random.nextInt(4) == 0 ? TaggedMessages.ANY_TAG : random.nextInt(TAGS);
        long deadlineNs = random.nextInt(10) == 0 ? 1 + random.nextInt(50_000_000) : LONG_NS;
        post(at, new Match(source, tag), deadlineNs);
    }

    private void post(int at, Match match, long deadlineNs) {
        receives.add(new Receive(
                at, match, session.at(at).tagged().receive(match.source(), match.tag(), Codecs.int32s(), deadlineNs)));
    }

    /** Receives all that is left. */
    private void drain() {
        for (int quiet = 0; quiet < 30; quiet++) {
            for (int end = Ensemble.FRONT_END; end < size; end++) {
                if (!dead.contains(end)
                        && session.at(end)
                                .tagged()
                                .probe(TaggedMessages.ANY_SOURCE, TaggedMessages.ANY_TAG)
                                .isPresent()) {
                    quiet = 0;
                    post(end, new Match(TaggedMessages.ANY_SOURCE, TaggedMessages.ANY_TAG), LONG_NS);
                }
            }
            session.advanceMs(50);
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

    /** Between those who live: what was sent was received once; what failed, once at the most. */
    private void assertEachOnce() {
        Map<Integer, Receive> byNumber = new TreeMap<>();
        for (Receive receive : receives) {
            Status status = LoadContract.statusOf(receive.request);
            if (status == null) {
                Received<int[]> message = receive.request.await(Duration.ZERO);
                Sent origin = sent.get(message.value()[0]);
                assertEquals(
                        List.of(origin.from, origin.to, origin.tag),
                        List.of(message.source(), receive.at, message.tag()));
                assertTrue(new Match(origin.from, origin.tag).wider().contains(receive.match), receive::toString);
                assertEquals(null, byNumber.put(origin.number, receive), "received twice");
            }
        }
        for (Sent each : sent) {
            boolean lives = !dead.contains(each.from) && !dead.contains(each.to);
            boolean sentWell = each.request.isDone() && LoadContract.statusOf(each.request) == null;
            assertTrue(!lives || !sentWell || byNumber.containsKey(each.number), each + " was not received");
        }
    }

    /** Receives that ask for the same of one sender are given it in order. */
    private void assertInOrder() {
        Map<String, Integer> last = new TreeMap<>();
        for (Receive receive : receives) {
            if (receive.match.isOfAnySource() || LoadContract.statusOf(receive.request) != null) {
                continue;
            }
            int number = receive.request.await(Duration.ZERO).value()[0];
            Integer before = last.put(receive.at + " " + receive.match, number);
            assertTrue(before == null || before < number, () -> receive + " was given " + number + " behind " + before);
        }
    }
}
