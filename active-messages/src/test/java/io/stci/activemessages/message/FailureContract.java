package io.stci.activemessages.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What becomes of failures: of handlers, names, ends. */
public interface FailureContract extends Sessions {
    private static Request<Void> call(Ensemble session, int to, String name) {
        return session.at(FRONT_END).request(to, name, Codecs.nothing(), null, Codecs.nothing(), SECOND_NS);
    }

    @Test
    default void aHandlersStatusComesBackWithItsRank() {
        Ensemble session = open(2);
        session.at(1).handleAtOnce("read", Codecs.nothing(), Codecs.nothing(), nothing -> {
            throw new StciException(Status.PERMISSION_DENIED, "/data", "is not yours", "ask its owner");
        });
        StciException failure = session.failure(call(session, 1, "read"));
        assertEquals(Status.PERMISSION_DENIED, failure.status());
        assertEquals("rank 1: /data: is not yours; ask its owner", failure.getMessage());
        assertEquals("rank 1", failure.culprit());
    }

    @Test
    default void anyOtherExceptionIsInternal() {
        Ensemble session = open(1);
        session.at(0).handleAtOnce("a", Codecs.nothing(), Codecs.nothing(), nothing -> {
            throw new IllegalStateException("no disk");
        });
        session.at(0)
                .handle(
                        "b",
                        Codecs.nothing(),
                        Codecs.nothing(),
                        (nothing, context) -> CompletableFuture.failedFuture(new LinkageError("no such class")));
        session.at(0).handle("c", Codecs.nothing(), Codecs.nothing(), (nothing, context) -> null);
        StciException failure = session.failure(call(session, 0, "a"));
        assertEquals(Status.INTERNAL, failure.status());
        assertEquals("rank 0: handler \"a\": java.lang.IllegalStateException: no disk", failure.getMessage());
        assertTrue(session.failure(call(session, 0, "b")).getMessage().contains("LinkageError: no such class"));
        assertTrue(session.failure(call(session, 0, "c")).getMessage().contains("the handler gave no stage"));
        assertTrue(session.isIdle());
    }

    /** Each agent asks the next one; the last fails. */
    @Test
    default void everyHopOfAFailureIsNamed() {
        Ensemble session = open(3);
        for (int rank = 0; rank < 2; rank++) {
            ActiveMessages here = session.at(rank);
            int next = rank + 1;
            session.at(rank)
                    .handle(
                            "ask",
                            Codecs.nothing(),
                            Codecs.nothing(),
                            (nothing, context) -> here.request(
                                            next,
                                            "ask",
                                            Codecs.nothing(),
                                            null,
                                            Codecs.nothing(),
                                            context.deadlineLeftNs())
                                    .stage());
        }
        session.at(2).handle("ask", Codecs.nothing(), Codecs.nothing(), (nothing, context) -> {
            throw new StciException(Status.NOT_FOUND, "file", "is not there", "");
        });
        StciException failure = session.failure(call(session, 0, "ask"));
        assertEquals(Status.NOT_FOUND, failure.status());
        assertEquals("rank 0: rank 1: rank 2: file: is not there", failure.getMessage());
    }

    @Test
    default void anUnknownHandlerIsNamedWithItsRank() {
        Ensemble session = open(2);
        StciException failure = session.failure(call(session, 1, "nonesuch"));
        assertEquals(Status.NOT_FOUND, failure.status());
        assertEquals("rank 1: handler \"nonesuch\": is not registered there; register it first", failure.getMessage());
        StciException large = session.failure(session.at(FRONT_END)
                .request(1, "nonesuch", Codecs.bytes(), new byte[10_000], Codecs.nothing(), SECOND_NS));
        assertEquals(failure.getMessage(), large.getMessage());
        assertTrue(session.isIdle());
    }

    @Test
    default void aHandlerOfTheOtherSortIsRefused() {
        Ensemble session = open(1);
        session.at(0).handleOneWayAtOnce("tell", Codecs.nothing(), nothing -> {});
        assertEquals(
                Status.INVALID_ARGUMENT,
                session.failure(call(session, 0, "tell")).status());
    }

    @Test
    default void anAnswerThatCantBeReadFailsItsRequest() {
        Ensemble session = open(1);
        session.at(0).handleAtOnce("number", Codecs.nothing(), Codecs.int32(), nothing -> 7);
        Request<Long> request =
                session.at(FRONT_END).request(0, "number", Codecs.nothing(), null, Codecs.int64(), SECOND_NS);
        StciException failure = session.failure(request);
        assertEquals(Status.PROTOCOL_ERROR, failure.status());
        assertEquals("rank 0: its answer can't be read: payload: has 4 bytes, not 8", failure.getMessage());
        Request<Integer> unreadable =
                session.at(FRONT_END).request(0, "number", Codecs.int32(), 1, Codecs.int32(), SECOND_NS);
        assertEquals(
                "rank 0: payload: has 4 bytes, not 0",
                session.failure(unreadable).getMessage());
    }

    @Test
    default void whoIsGoneFailsAllThatIsUnderway() {
        Ensemble session = open(3);
        List<String> cancelled = new ArrayList<>();
        for (int rank = 0; rank < 3; rank++) {
            session.at(rank).handle("wait", Codecs.nothing(), Codecs.nothing(), (nothing, context) -> {
                context.onCancel(() -> cancelled.add("from " + context.from()));
                return new CompletableFuture<>();
            });
        }
        List<Request<Void>> underway = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            underway.add(session.at(FRONT_END)
                    .request(1, "wait", Codecs.nothing(), null, Codecs.nothing(), 100 * SECOND_NS));
        }
        Request<Void> large = session.at(FRONT_END).send(1, "wait", Codecs.bytes(), new byte[100_000]);
        session.at(1).request(2, "wait", Codecs.nothing(), null, Codecs.nothing(), 100 * SECOND_NS);
        session.advanceMs(50);
        session.kill(1);
        for (Request<Void> request : underway) {
            StciException failure = session.failure(request);
            assertEquals(Status.UNAVAILABLE, failure.status());
            assertTrue(failure.getMessage().startsWith("rank 1: is gone: "), failure.getMessage());
        }
        assertEquals(Status.UNAVAILABLE, session.failure(large).status());
        session.advanceMs(50);
        assertEquals(List.of("from 1"), cancelled);
        assertEquals(
                Status.UNAVAILABLE, session.failure(call(session, 1, "wait")).status());
        assertEquals(0, session.at(FRONT_END).load().calls());
        assertEquals(0, session.at(FRONT_END).load().queuedBytes());
    }

    @Test
    default void whatCantWorkIsSaidAtOnce() {
        Ensemble session = open(1);
        ActiveMessages here = session.at(FRONT_END);
        assertEquals(
                Status.INVALID_ARGUMENT, session.failure(call(session, 1, "x")).status());
        assertEquals(
                Status.INVALID_ARGUMENT,
                session.failure(call(session, FRONT_END, "x")).status());
        assertEquals(
                Status.INVALID_ARGUMENT, session.failure(call(session, 0, "")).status());
        assertEquals(
                Status.INVALID_ARGUMENT,
                session.failure(call(session, 0, "x".repeat(129))).status());
        assertEquals(
                Status.INVALID_ARGUMENT,
                session.failure(here.request(0, "x", Codecs.nothing(), null, Codecs.nothing(), 0))
                        .status());
        assertEquals(
                Status.INVALID_ARGUMENT,
                session.failure(here.send(0, "x", Codecs.bytes(), new byte[200_001]))
                        .status());
        CompletionStage<Void> done = CompletableFuture.completedFuture(null);
        here.handle("once", Codecs.nothing(), Codecs.nothing(), (nothing, context) -> done);
        StciException twice = assertThrows(
                StciException.class, () -> here.handleOneWayAtOnce("once", Codecs.nothing(), nothing -> {}));
        assertEquals("handler \"once\": is registered already; register each name once", twice.getMessage());
        assertTrue(session.isIdle());
    }
}
