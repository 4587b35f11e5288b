package io.stci.activemessages.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Back-pressure, and random loads. The ensemble watches the bounds of memory at every step. */
public interface LoadContract extends Sessions {
    /** {@code -Dstci.messages.seed=N -Dstci.messages.runs=1} repeats one. */
    long FIRST_SEED = Long.getLong("stci.messages.seed", 1);

    int RANDOM_RUNS = Integer.getInteger("stci.messages.runs", 40);

    @Test
    default void whoIsSlowHoldsItsSendersUpAndLosesNothing() {
        Ensemble session = open(1);
        ActiveMessages here = session.at(FRONT_END);
        List<Integer> heard = new ArrayList<>();
        List<CompletableFuture<Void>> gates = new ArrayList<>();
        session.at(0).handleOneWay("slow", Codecs.int32s(), (numbers, context) -> {
            heard.add(numbers[0]);
            gates.add(new CompletableFuture<>());
            return gates.get(gates.size() - 1);
        });
        List<Request<Void>> sends = new ArrayList<>();
        while (here.hasRoom(0)) {
            Sessions.assertFew(sends.size());
            sends.add(here.send(0, "slow", Codecs.int32s(), new int[] {sends.size(), 1, 2, 3}));
            session.advanceMs(5);
        }
        assertEquals(3, heard.size());
        int accepted = sends.size();
        Request<Void> refused = here.send(0, "slow", Codecs.int32s(), new int[500]);
        while (!refused.isDone()) {
            Sessions.assertFew(accepted++);
            refused = here.send(0, "slow", Codecs.int32s(), new int[500]);
        }
        assertEquals(Status.RESOURCE_EXHAUSTED, session.failure(refused).status());
        int handled = 0;
        for (int rounds = 0; handled < accepted; rounds++) {
            Sessions.assertFew(rounds);
            for (CompletableFuture<Void> gate : List.copyOf(gates)) {
                handled += gate.complete(null) ? 1 : 0;
            }
            session.advanceMs(5);
        }
        for (int i = 0; i < sends.size(); i++) {
            assertEquals(i, heard.get(i));
            assertTrue(sends.get(i).isDone());
        }
        assertTrue(here.hasRoom(0));
        session.await(session::isIdle);
    }

    @Test
    default void roomIsToldWhenThereIsSome() {
        Ensemble session = open(1);
        ActiveMessages here = session.at(FRONT_END);
        List<Integer> told = new ArrayList<>();
        here.listen(new MessageListener() {
            @Override
            public void room(int to) {
                told.add(to);
            }
        });
        CompletableFuture<Void> gate = new CompletableFuture<>();
        session.at(0).handleOneWay("slow", Codecs.bytes(), (bytes, context) -> gate);
        for (int sends = 0; here.hasRoom(0); sends++) {
            Sessions.assertFew(sends);
            here.send(0, "slow", Codecs.bytes(), new byte[1000]);
            session.advanceMs(5);
        }
        assertEquals(List.of(), told);
        gate.complete(null);
        session.await(() -> told.equals(List.of(0)));
        assertTrue(here.hasRoom(0));
    }

    @Test
    default void aMessageThatNobodyTakesFailsInTime() {
        Ensemble session = open(1);
        ActiveMessages here = session.at(FRONT_END);
        session.at(0).handleOneWay("slow", Codecs.bytes(), (bytes, context) -> new CompletableFuture<>());
        Request<Void> last = here.send(0, "slow", Codecs.bytes(), new byte[1000]);
        for (int sends = 0; last.isDone(); sends++) {
            Sessions.assertFew(sends);
            last = here.send(0, "slow", Codecs.bytes(), new byte[1000]);
            session.advanceMs(5);
        }
        StciException failure = session.failure(last);
        assertEquals(Status.DEADLINE_EXCEEDED, failure.status());
        assertEquals("rank 0: has not taken a message for handler \"slow\" within 20000 ms", failure.getMessage());
        assertEquals(0, here.load().queuedBytes());
    }

    @Test
    default void requestsBeyondTheBoundWaitAndThenFail() {
        Ensemble session = open(1);
        ActiveMessages here = session.at(FRONT_END);
        CompletableFuture<Void> gate = new CompletableFuture<>();
        List<Integer> heard = new ArrayList<>();
        session.at(0).handle("slow", Codecs.int32(), Codecs.nothing(), (number, context) -> {
            heard.add(number);
            return gate;
        });
        List<Request<Void>> requests = new ArrayList<>();
        boolean refused = false;
        while (!refused) {
            Sessions.assertFew(requests.size());
            Request<Void> next =
                    here.request(0, "slow", Codecs.int32(), requests.size(), Codecs.nothing(), 100 * SECOND_NS);
            refused = next.isDone();
            requests.add(next);
        }
        Request<Void> last = requests.remove(requests.size() - 1);
        assertEquals(Status.RESOURCE_EXHAUSTED, session.failure(last).status());
        assertFalse(here.hasRoom(0));
        session.advanceMs(100);
        assertEquals(List.of(0, 1, 2), heard);
        gate.complete(null);
        requests.forEach(session::result);
        assertEquals(requests.size(), heard.size());
        assertTrue(session.isIdle());
    }

    /** Agents that ask each other, all at once, over more handlers than may run: some time out, none hangs, all is freed. */
    @Test
    default void callsInACircleEndWithTheirDeadlines() {
        Ensemble session = open(3);
        for (int rank = 0; rank < 3; rank++) {
            ActiveMessages here = session.at(rank);
            int next = (rank + 1) % 3;
            here.handle(
                    "round", Codecs.nothing(), Codecs.nothing(), (nothing, context) -> askInTime(here, next, context));
        }
        List<Request<Void>> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requests.add(session.at(FRONT_END)
                    .request(i % 3, "round", Codecs.nothing(), null, Codecs.nothing(), 2 * SECOND_NS));
        }
        requests.forEach(request ->
                assertEquals(Status.DEADLINE_EXCEEDED, session.failure(request).status()));
        session.await(session::isIdle);
    }

    private static CompletionStage<Void> askInTime(ActiveMessages here, int next, MessageContext context) {
        long leftNs = context.deadlineLeftNs() - SECOND_NS / 10;
        if (leftNs <= 0) {
            return CompletableFuture.failedFuture(
                    new StciException(Status.DEADLINE_EXCEEDED, "round", "leaves no time for another", ""));
        }
        return here.request(next, "round", Codecs.nothing(), null, Codecs.nothing(), leftNs)
                .stage();
    }

    @Test
    default void randomLoadsEndWellWhoeverGoes() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RANDOM_RUNS; seed++) {
            try {
                new RandomLoad(open(4, seed, Sessions.small()), seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    /** Ended requests only. */
    static Status statusOf(Request<?> request) {
        try {
            request.await(Duration.ZERO);
            return null;
        } catch (StciException e) {
            return e.status();
        }
    }
}
