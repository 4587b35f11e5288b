package io.stci.activemessages.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests: answers, deadlines, cancelling. */
public interface RequestContract extends Sessions {
    @Test
    default void everyEndAnswersEveryOther() {
        Ensemble session = open(3);
        for (int end = FRONT_END; end < 3; end++) {
            int self = end;
            session.at(end).handleAtOnce("add", Codecs.int32(), Codecs.int32(), n -> 10 * n + self);
        }
        for (int from = FRONT_END; from < 3; from++) {
            for (int to = FRONT_END; to < 3; to++) {
                if (from != to) {
                    Request<Integer> sum =
                            session.at(from).request(to, "add", Codecs.int32(), from, Codecs.int32(), SECOND_NS);
                    assertEquals(10 * from + to, session.result(sum));
                }
            }
        }
        assertTrue(session.isIdle());
    }

    @Test
    default void anAnswerMayComeLaterAndBeNothing() {
        Ensemble session = open(1);
        CompletableFuture<Void> later = new CompletableFuture<>();
        List<MessageContext> contexts = new ArrayList<>();
        session.at(0).handle("wait", Codecs.nothing(), Codecs.nothing(), (nothing, context) -> {
            contexts.add(context);
            return later;
        });
        Request<Void> request =
                session.at(FRONT_END).request(0, "wait", Codecs.nothing(), null, Codecs.nothing(), SECOND_NS);
        session.await(() -> !contexts.isEmpty());
        assertEquals(FRONT_END, contexts.get(0).from());
        assertTrue(contexts.get(0).deadlineLeftNs() > SECOND_NS * 9 / 10);
        assertTrue(contexts.get(0).deadlineLeftNs() <= SECOND_NS);
        assertFalse(request.isDone());
        later.complete(null);
        assertNull(session.result(request));
        session.advanceMs(2000);
        assertFalse(contexts.get(0).isCancelled());
    }

    @Test
    default void aDeadlineEndsARequestAtBothEnds() {
        Ensemble session = open(1);
        List<String> heard = new ArrayList<>();
        CompletableFuture<Void> never = new CompletableFuture<>();
        List<MessageContext> contexts = new ArrayList<>();
        session.at(0).handle("wait", Codecs.nothing(), Codecs.nothing(), (nothing, context) -> {
            contexts.add(context);
            context.onCancel(() -> heard.add("cancelled"));
            return never;
        });
        long beginNs = session.scheduler().nowNs();
        Request<Void> request =
                session.at(FRONT_END).request(0, "wait", Codecs.nothing(), null, Codecs.nothing(), SECOND_NS);
        StciException failure = session.failure(request);
        assertEquals(Status.DEADLINE_EXCEEDED, failure.status());
        assertEquals("rank 0: handler \"wait\" has not answered within 1000 ms", failure.getMessage());
        long tookNs = session.scheduler().nowNs() - beginNs;
        assertTrue(tookNs >= SECOND_NS && tookNs <= SECOND_NS * 101 / 100, "took " + tookNs);
        session.await(() -> heard.contains("cancelled"));
        assertTrue(contexts.get(0).isCancelled());
        session.advanceMs(10);
        assertEquals(0, contexts.get(0).deadlineLeftNs());
        assertEquals(1, session.at(0).load().runningHandlers());
        never.complete(null);
        session.await(session::isIdle);
        assertEquals(List.of("cancelled"), heard);
    }

    @Test
    default void cancellingTellsTheHandler() {
        Ensemble session = open(1);
        List<String> heard = new ArrayList<>();
        CompletableFuture<Void> never = new CompletableFuture<>();
        session.at(0).handle("wait", Codecs.nothing(), Codecs.nothing(), (nothing, context) -> {
            heard.add("started");
            context.onCancel(() -> heard.add("cancelled"));
            return never;
        });
        Request<Void> request =
                session.at(FRONT_END).request(0, "wait", Codecs.nothing(), null, Codecs.nothing(), 100 * SECOND_NS);
        session.await(() -> heard.contains("started"));
        request.cancel();
        assertEquals(Status.CANCELLED, session.failure(request).status());
        session.advanceMs(50);
        assertEquals(List.of("started", "cancelled"), heard);
        request.cancel();
        never.complete(null);
        session.await(session::isIdle);
    }

    @Test
    default void whatIsCalledOffBeforeItLeavesNeverArrives() {
        Ensemble session = open(1);
        List<Integer> heard = new ArrayList<>();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        session.at(0).handle("wait", Codecs.int32(), Codecs.nothing(), (number, context) -> {
            heard.add(number);
            return gate;
        });
        List<Request<Void>> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            requests.add(
                    session.at(FRONT_END).request(0, "wait", Codecs.int32(), i, Codecs.nothing(), 100 * SECOND_NS));
        }
        session.advanceMs(100);
        requests.get(7).cancel();
        gate.complete(null);
        for (int i = 0; i < 10; i++) {
            if (i != 7) {
                session.result(requests.get(i));
            }
        }
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 8, 9), heard);
        assertTrue(session.isIdle());
    }

    @Test
    default void answersThatNobodyWaitsForAreCounted() {
        Ensemble session = open(1);
        CompletableFuture<Integer> later = new CompletableFuture<>();
        session.at(0).handle("wait", Codecs.nothing(), Codecs.int32(), (nothing, context) -> later);
        session.at(0).handleAtOnce("go", Codecs.nothing(), Codecs.nothing(), nothing -> {
            later.complete(1);
            return null;
        });
        Request<Integer> slow =
                session.at(FRONT_END).request(0, "wait", Codecs.nothing(), null, Codecs.int32(), SECOND_NS);
        session.advanceMs(900);
        session.at(FRONT_END).request(0, "go", Codecs.nothing(), null, Codecs.nothing(), SECOND_NS);
        session.await(later::isDone);
        slow.cancel();
        session.await(() -> session.at(FRONT_END).counters().lateAnswers() == 1);
        assertEquals(Status.CANCELLED, session.failure(slow).status());
    }
}
