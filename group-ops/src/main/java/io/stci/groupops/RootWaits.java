package io.stci.groupops;

import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What is waited for at the front-end's end of one stream: acknowledgements, and rest. Each wait completes once, with success,
 * or DEADLINE_EXCEEDED when its time is up, or CANCELLED when the stream is closed. Confined to the front-end's thread.
 */
final class RootWaits {
    private final Scheduler scheduler;
    private final int stream;
    private final List<Wait> waits = new ArrayList<>();
    private long acked;
    private long quiet;
    private boolean closed;

    RootWaits(Scheduler scheduler, int stream) {
        this.scheduler = scheduler;
        this.stream = stream;
    }

    private final class Wait {
        final Predicate<RootWaits> isOver;
        final CompletableFuture<Void> done = new CompletableFuture<>();
        final Scheduler.Timer timer;

        Wait(String what, Predicate<RootWaits> isOver, long timeoutNs) {
            this.isOver = isOver;
            this.timer = scheduler.schedule(timeoutNs, () -> {
                waits.remove(this);
                done.completeExceptionally(failure(
                        Status.DEADLINE_EXCEEDED,
                        "was not " + what + " within " + TimeUnit.NANOSECONDS.toMillis(timeoutNs) + " ms"));
            });
        }
    }

    /** Completes when all messages up to this number have been acknowledged. */
    CompletableFuture<Void> flushed(long upTo, long timeoutNs) {
        return wait("flushed", waits -> waits.acked >= upTo, timeoutNs);
    }

    /** Completes when besides the stream is at rest under this number. */
    CompletableFuture<Void> quiesced(long upTo, long number, long timeoutNs) {
        return wait("at rest", waits -> waits.acked >= upTo && waits.quiet == number, timeoutNs);
    }

    void acked(long upTo) {
        acked = Math.max(acked, upTo);
        look();
    }

    void quiet(long number) {
        quiet = number;
        look();
    }

    void close() {
        closed = true;
        List<Wait> left = List.copyOf(waits);
        waits.clear();
        left.forEach(wait -> {
            wait.timer.cancel();
            wait.done.completeExceptionally(failure(Status.CANCELLED, "was closed"));
        });
    }

    private CompletableFuture<Void> wait(String what, Predicate<RootWaits> isOver, long timeoutNs) {
        if (closed) {
            return CompletableFuture.failedFuture(failure(Status.CANCELLED, "was closed"));
        }
        Wait wait = new Wait(what, isOver, timeoutNs);
        waits.add(wait);
        look();
        return wait.done;
    }

    /** Who hears of one that is over may wait for another, or close the stream. */
    private void look() {
        List<Wait> over = waits.stream().filter(wait -> wait.isOver.test(this)).toList();
        waits.removeAll(over);
        over.forEach(wait -> {
            wait.timer.cancel();
            wait.done.complete(null);
        });
    }

    private StciException failure(Status status, String reason) {
        return new StciException(status, "stream " + stream, reason, "");
    }
}
