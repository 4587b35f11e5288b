package io.stci.cli;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Why a run ends before its time; the first cause counts. Threads: safe.
 *
 * @see Cause
 */
final class Ending {
    /** What can end a run. */
    enum Kind {
        SIGNAL,
        TIME_OUT,
        OUTPUT_CLOSED,
        IO_FAILED
    }

    /**
     * One cause.
     *
     * @param signal the number of the signal, else 0
     * @param reason what failed and why, else empty
     */
    record Cause(Kind kind, int signal, String reason) {
        /** True if the user wanted the end, rather than that something failed. */
        boolean isWish() {
            return kind == Kind.SIGNAL || kind == Kind.TIME_OUT;
        }
    }

    private final CompletableFuture<Cause> first = new CompletableFuture<>();

    /** Completes with the first cause, if there ever is one. */
    CompletableFuture<Cause> first() {
        return first;
    }

    /** The first cause, null if there has been none. */
    Cause cause() {
        return first.getNow(null);
    }

    /** False if something else came first. */
    boolean signal(int signal) {
        return first.complete(new Cause(Kind.SIGNAL, signal, ""));
    }

    void timeOut() {
        first.complete(new Cause(Kind.TIME_OUT, 0, ""));
    }

    void outputFailed(IOException e) {
        boolean closed = e instanceof ClosedOutputException;
        first.complete(new Cause(closed ? Kind.OUTPUT_CLOSED : Kind.IO_FAILED, 0, "output: " + e.getMessage()));
    }

    void inputFailed(IOException e) {
        first.complete(new Cause(Kind.IO_FAILED, 0, "standard input: " + e.getMessage()));
    }
}
