package io.stci.core;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * An operation that has been started: it can be tested, waited for, called off, or followed as a {@link CompletionStage}.
 *
 * <p>It ends once: with its result, or with a {@link StciException}. Operations have deadlines of their own, so it always ends.
 *
 * <p>Threads: any, but nobody may wait on the thread that completes it, which would never come to it; that fails at once.
 *
 * @param <T> the result
 */
public final class Request<T> {
    private final CompletableFuture<T> result;
    /** Waited for in its stead: who waits for a future may come to run what depends on it. */
    private final CompletableFuture<T> waited;

    private final Runnable onCancel;
    private final BooleanSupplier onCompletingThread;

    /**
     * For who starts operations.
     *
     * @param result completed, on one thread, with the result or a StciException
     * @param onCancel asks for the operation's end; called on any thread, may complete the result, and is without effect when
     *     the operation has ended
     * @param onCompletingThread true if called on the thread that completes the result
     */
    public Request(CompletableFuture<T> result, Runnable onCancel, BooleanSupplier onCompletingThread) {
        this.result = result;
        this.waited = result.copy();
        this.onCancel = onCancel;
        this.onCompletingThread = onCompletingThread;
    }

    /** True once it has ended, in whatever way. */
    public boolean isDone() {
        return result.isDone();
    }

    /**
     * Waits for the end.
     *
     * @return the result
     * @throws StciException what the operation failed with; CANCELLED also if the waiting thread is interrupted, which goes on
     *     to be marked so; INTERNAL if called on the thread that completes it
     */
    public T await() {
        checkThread();
        try {
            return waited.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException | CancellationException e) {
            throw failure(e);
        }
    }

    /**
     * Waits for the end, but no longer than this.
     *
     * @throws StciException as {@link #await()}; DEADLINE_EXCEEDED when time is up: the operation goes on
     */
    public T await(Duration limit) {
        checkThread();
        try {
            return waited.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (TimeoutException e) {
            throw new StciException(
                    Status.DEADLINE_EXCEEDED, "request", "has not ended after " + limit.toMillis() + " ms", "", e);
        } catch (ExecutionException | CancellationException e) {
            throw failure(e);
        }
    }

    /** Calls it off: it ends with CANCELLED, unless it has ended before. */
    public void cancel() {
        onCancel.run();
    }

    /** Completes as the operation does; what depends on it runs on the thread that completes it. */
    public CompletionStage<T> stage() {
        return result.minimalCompletionStage();
    }

    private void checkThread() {
        if (!result.isDone() && onCompletingThread.getAsBoolean()) {
            throw new StciException(
                    Status.INTERNAL, "request", "is waited for on the thread that completes it", "use its stage");
        }
    }

    private static StciException interrupted() {
        Thread.currentThread().interrupt();
        return new StciException(Status.CANCELLED, "waiting", "was interrupted", "");
    }

    private static StciException failure(Exception e) {
        Throwable cause = e;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof StciException known) {
            return new StciException(known.status(), known.culprit(), known.reason(), known.nextStep(), known);
        }
        if (cause instanceof CancellationException) {
            return new StciException(Status.CANCELLED, "request", "was called off", "", cause);
        }
        return new StciException(Status.INTERNAL, "request", String.valueOf(cause), "", cause);
    }
}
