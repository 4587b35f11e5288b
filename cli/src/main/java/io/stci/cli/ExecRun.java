package io.stci.cli;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.session.ExecJob;
import io.stci.session.ExecResult;
import io.stci.session.Repair;
import io.stci.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One {@code stci exec}: starts the commands, waits for their end or a reason to stop, says what became of them. */
final class ExecRun {
    private static final long GRACE_NS = TimeUnit.SECONDS.toNanos(2);

    /** Beyond the grace, for reports to come up and output to drain. */
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(5);

    private final Surroundings surroundings;
    private final Console console;
    private final ExecOptions options;

    ExecRun(Surroundings surroundings, Console console, ExecOptions options) {
        this.surroundings = surroundings;
        this.console = console;
        this.options = options;
    }

    int run(Session session, Ending ending, Forming forming) throws IOException, InterruptedException {
        Printer out = printer(console.out(), ".out", true);
        Printer err = printer(console.err(), ".err", false);
        ExecJob job = session.exec(options.request(surroundings.workingDirectory()), out, err);
        if (!options.stdinRanks().isEmpty()) {
            StdinPump.start(surroundings.in(), job, ending);
        }
        console.progress().show(() -> progress(job));
        ExecResult result = await(job, ending);
        console.progress().hide();
        sayRepairs(session);
        if (ending.cause() != null) {
            // A reader that has stopped reading must not keep agents and commands waiting.
            session.close();
        }
        return finish(result, ending, out, err);
    }

    private void sayRepairs(Session session) throws IOException {
        for (Repair repair : session.repairs().join()) {
            console.say("repaired: " + repair.text());
        }
    }

    private ExecResult await(ExecJob job, Ending ending) throws IOException, InterruptedException {
        options.timeout()
                .ifPresent(timeout -> CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(ending::timeOut));
        SessionRun.awaitEither(job.result(), ending);
        if (!job.result().isDone()) {
            end(job, ending.cause());
        }
        return resultOf(job, ending);
    }

    /** Commands whose output nobody can take any more get no grace. */
    private static void end(ExecJob job, Ending.Cause cause) {
        long graceNs = cause.isWish() ? GRACE_NS : 0;
        job.terminate(graceNs);
        CompletableFuture<Boolean> ended = job.result().handle((result, failure) -> true);
        ended.completeOnTimeout(false, graceNs + DRAIN_NS, TimeUnit.NANOSECONDS).join();
    }

    private static ExecResult resultOf(ExecJob job, Ending ending) throws IOException, InterruptedException {
        if (!job.result().isDone()) {
            return new ExecResult(Map.of(), Map.of(), job.running());
        }
        try {
            return SessionRun.result(job.result());
        } catch (IOException | StciException e) {
            if (e instanceof IOException failure) {
                ending.outputFailed(failure);
            }
            if (ending.cause() == null) {
                throw e;
            }
            return new ExecResult(Map.of(), Map.of(), job.running());
        }
    }

    private int finish(ExecResult result, Ending ending, Printer out, Printer err)
            throws IOException, InterruptedException {
        try {
            out.finish(options.ranks());
            err.finish(options.ranks());
            console.out().flush();
        } catch (IOException e) {
            ending.outputFailed(e);
        }
        Summary summary = new Summary(
                result, ending.cause(), options.command().get(0), console.out().isStuck());
        boolean readerLeft = ending.cause() != null && ending.cause().kind() == Ending.Kind.OUTPUT_CLOSED;
        if (!readerLeft) {
            for (String line :
                    summary.lines(options.timeout().map(Durations::format).orElse(""))) {
                console.say(line);
            }
        }
        return summary.exitStatus();
    }

    private Printer printer(BatchingOutput output, String suffix, boolean evenIfEmpty) {
        return switch (options.mode()) {
            case LINES -> new LinePrinter(output);
            case RAW -> new RawPrinter(output);
            case GATHER -> new GatherPrinter(output);
            case BLOCKS -> new DirectoryPrinter(directory(), suffix, evenIfEmpty);
        };
    }

    private Path directory() {
        return options.directory()
                .orElseThrow(() -> new StciException(Status.INTERNAL, "--output", "names no directory", ""));
    }

    private String progress(ExecJob job) {
        RankSet running = job.running();
        int all = options.ranks().size();
        return "stci: " + (all - running.size()) + "/" + all + " ended, running: [" + running + "]";
    }
}
