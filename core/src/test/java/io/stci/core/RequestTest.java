package io.stci.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestTest {
    private static final StciException WHY = new StciException(Status.UNAVAILABLE, "rank 3", "is gone", "");

    private final CompletableFuture<String> result = new CompletableFuture<>();
    private final AtomicInteger cancels = new AtomicInteger();
    private final Request<String> request = new Request<>(result, cancels::incrementAndGet, () -> false);

    @Test
    void itsResultIsWaitedFor() {
        assertFalse(request.isDone());
        result.complete("here");
        assertTrue(request.isDone());
        assertEquals("here", request.await());
        assertEquals("here", request.await(Duration.ZERO));
    }

    @Test
    void itFailsWithWhatTheOperationFailedWith() {
        result.completeExceptionally(WHY);
        StciException failure = assertThrows(StciException.class, request::await);
        assertEquals("rank 3: is gone", failure.getMessage());
        assertEquals(Status.UNAVAILABLE, failure.status());
    }

    @Test
    void whatIsNoFailureOfOursIsInternal() {
        result.completeExceptionally(new IllegalStateException("odd"));
        assertEquals(
                Status.INTERNAL,
                assertThrows(StciException.class, request::await).status());
    }

    @Test
    void waitingHasALimitAndTheOperationGoesOn() {
        StciException late = assertThrows(StciException.class, () -> request.await(Duration.ofMillis(1)));
        assertEquals(Status.DEADLINE_EXCEEDED, late.status());
        result.complete("late");
        assertEquals("late", request.await());
    }

    @Test
    void whoIsInterruptedIsToldAndStaysMarked() {
        Thread.currentThread().interrupt();
        StciException failure = assertThrows(StciException.class, request::await);
        assertEquals(Status.CANCELLED, failure.status());
        assertTrue(Thread.interrupted());
    }

    @Test
    void nobodyWaitsOnTheThreadThatWouldHaveToCompleteIt() {
        Request<String> own = new Request<>(result, () -> {}, () -> true);
        assertEquals(
                Status.INTERNAL, assertThrows(StciException.class, own::await).status());
        result.complete("done");
        assertEquals("done", own.await());
    }

    @Test
    void cancellingAsksForTheEnd() {
        request.cancel();
        assertEquals(1, cancels.get());
    }

    @Test
    void nobodyCanCompleteItFromOutside() {
        request.stage().toCompletableFuture().complete("forged");
        assertFalse(request.isDone());
    }
}
