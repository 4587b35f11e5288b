package io.stci.cli;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.session.Session;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A session from its opening to its end, which comes whatever happens. */
final class SessionRun {
    private final Surroundings surroundings;
    private final Console console;
    private final Where where;
    private final Ending ending = new Ending();
    private final Forming forming = new Forming();

    SessionRun(Surroundings surroundings, Console console, Where where) {
        this.surroundings = surroundings;
        this.console = console;
        this.where = where;
    }

    /** What to do once the tree has formed; returns the exit status. */
    @FunctionalInterface
    interface Body {
        int run(Session session, Ending ending, Forming forming) throws IOException, InterruptedException;
    }

    /**
     * Forms the tree, runs the body, ends the session.
     *
     * @throws StciException if the tree can't be formed
     */
    int run(Body body) throws IOException, InterruptedException {
        Descriptors.check(where, surroundings.openFilesLimit().get());
        Interrupts interrupts = new Interrupts(ending, surroundings.halt());
        surroundings.signals().accept(interrupts);
        console.out().onFailure(ending::outputFailed);
        ending.first().thenAccept(this::hurryIfWished);
        console.progress().show(forming::text);
        try (Session session = surroundings.sessions().apply(where.sessionOptions(), forming)) {
            interrupts.guard(session);
            return awaitReady(session) ? body.run(session, ending, forming) : endedWhileForming();
        } finally {
            console.progress().hide();
        }
    }

    private void hurryIfWished(Ending.Cause cause) {
        if (cause.isWish()) {
            console.hurry();
        }
    }

    private boolean awaitReady(Session session) throws IOException, InterruptedException {
        awaitEither(session.ready(), ending);
        console.progress().hide();
        if (ending.cause() == null) {
            result(session.ready());
            if (where.verbose()) {
                console.say("session " + session.id() + ": " + where.topology() + ", "
                        + where.topology().junctions() + " junctions, formed");
            }
        }
        return ending.cause() == null;
    }

    private int endedWhileForming() throws IOException {
        Ending.Cause cause = ending.cause();
        if (cause.kind() != Ending.Kind.SIGNAL) {
            return ExitStatus.OUTPUT_CLOSED;
        }
        console.say("interrupted: the tree had not formed yet");
        return ExitStatus.ofSignal(cause.signal());
    }

    /** Returns when the future is done, however, or something ends the run early. */
    static void awaitEither(CompletableFuture<?> future, Ending ending) throws InterruptedException {
        CompletableFuture<Object> either = new CompletableFuture<>();
        future.whenComplete((value, failure) -> either.complete(true));
        ending.first().whenComplete((value, failure) -> either.complete(true));
        try {
            either.get();
        } catch (ExecutionException e) {
            throw new StciException(Status.INTERNAL, "stci", "a wait failed", "", e);
        }
    }

    /** The value of a future that is done; its failure as it is if that is ours, else wrapped. */
    static <T> T result(CompletableFuture<T> done) throws IOException, InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StciException failure) {
                throw failure;
            }
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new StciException(
                    Status.INTERNAL, "session", String.valueOf(e.getCause()), "run again with --verbose", e.getCause());
        }
    }
}
