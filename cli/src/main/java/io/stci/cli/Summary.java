package io.stci.cli;

import io.stci.agents.Signals;
import io.stci.core.RankSet;
import io.stci.session.ExecResult;
import io.stci.session.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What a job's result means to the user: a line for each kind of failure, and an exit status. */
final class Summary {
    private final ExecResult result;
    private final Ending.Cause cause;
    private final String program;
    private final boolean stuck;

    /**
     * Of a result.
     *
     * @param cause what ended the job early, null if nothing did
     * @param stuck true if output was dropped because its reader had stopped reading
     */
    Summary(ExecResult result, Ending.Cause cause, String program, boolean stuck) {
        this.result = result;
        this.cause = cause;
        this.program = program;
        this.stuck = stuck;
    }

    /** The lines without {@code stci:} before them; none if every command ended with 0. */
    List<String> lines(String timeout) {
        List<String> lines = new ArrayList<>();
        result.outcomes().entrySet().stream()
                .filter(entry -> entry.getKey().exitStatus() != 0)
                .sorted(Comparator.comparing(Map.Entry::getKey, Summary::compare))
                .forEach(entry -> lines.add(line(entry.getKey(), entry.getValue())));
        result.lost().entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().first()))
                .forEach(entry -> lines.add("lost: " + label(entry.getValue()) + " " + entry.getKey()));
        if (is(Ending.Kind.IO_FAILED)) {
            lines.add(cause.reason());
        }
        if (stuck) {
            lines.add("output: its reader has stopped reading; what it had not taken is dropped");
        }
        if (!result.unfinished().isEmpty()) {
            lines.add("not finished: " + label(result.unfinished()) + whyUnfinished(timeout));
        }
        return lines;
    }

    int exitStatus() {
        if (is(Ending.Kind.SIGNAL)) {
            return ExitStatus.ofSignal(cause.signal());
        }
        if (is(Ending.Kind.OUTPUT_CLOSED)) {
            return ExitStatus.OUTPUT_CLOSED;
        }
        if (is(Ending.Kind.TIME_OUT) && !result.unfinished().isEmpty()) {
            return ExitStatus.TIME_OUT;
        }
        boolean incomplete =
                stuck || !result.lost().isEmpty() || !result.unfinished().isEmpty();
        return incomplete || is(Ending.Kind.IO_FAILED) ? ExitStatus.STCI_FAILED : highest();
    }

    private int highest() {
        return result.outcomes().keySet().stream()
                .mapToInt(Outcome::exitStatus)
                .max()
                .orElse(ExitStatus.OK);
    }

    private boolean is(Ending.Kind kind) {
        return cause != null && cause.kind() == kind;
    }

    private String line(Outcome outcome, RankSet ranks) {
        return switch (outcome.kind()) {
            case EXITED -> "exit " + outcome.code() + ": " + label(ranks);
            case SIGNALLED -> "killed by " + Signals.name(outcome.code()) + ": " + label(ranks);
            case NOT_FOUND -> "not found: " + label(ranks) + " (" + program + ")";
            case NOT_EXECUTABLE -> "not executable: " + label(ranks) + " (" + program + ")";
            case FAILED -> "failed: " + label(ranks) + " " + outcome.detail();
        };
    }

    private String whyUnfinished(String timeout) {
        if (is(Ending.Kind.TIME_OUT)) {
            return " (after " + timeout + ")";
        }
        return is(Ending.Kind.SIGNAL) ? " (interrupted)" : "";
    }

    private static String label(RankSet ranks) {
        return "[" + ranks + "]";
    }

    private static int compare(Outcome a, Outcome b) {
        return Comparator.comparing(Outcome::kind)
                .thenComparing(Outcome::code)
                .thenComparing(Outcome::detail)
                .compare(a, b);
    }
}
