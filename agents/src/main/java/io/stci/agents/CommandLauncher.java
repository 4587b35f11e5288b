package io.stci.agents;

import io.stci.session.Outcome;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Forks a command, or says why not.
 *
 * @param process null if it could not be started
 * @param refusal null if it was started
 */
record CommandLauncher(Process process, Outcome refusal) {
    private static final File NO_INPUT = new File("/dev/null");
    private static final int ENOENT = 2;
    private static final int EACCES = 13;

    static CommandLauncher launch(CommandSpec spec) {
        Executable executable = Executable.find(spec);
        if (executable.refusal() != null) {
            return new CommandLauncher(null, executable.refusal());
        }
        try {
            return new CommandLauncher(builder(spec, executable.argument()).start(), null);
        } catch (IOException e) {
            return new CommandLauncher(null, outcome(e));
        } catch (IllegalArgumentException e) {
            return new CommandLauncher(null, Outcome.failed("environment: " + oneLine(e.getMessage())));
        } catch (OutOfMemoryError e) {
            return new CommandLauncher(null, Outcome.failed("no thread or memory to watch it: " + e.getMessage()));
        }
    }

    private static ProcessBuilder builder(CommandSpec spec, String program) {
        List<String> command = new ArrayList<>(spec.command());
        command.set(0, program);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(spec.directory().toFile());
        builder.environment().putAll(spec.environment());
        if (!spec.stdin()) {
            builder.redirectInput(NO_INPUT);
        }
        return builder;
    }

    private static Outcome outcome(IOException failure) {
        StartFailure cause = StartFailure.parse(oneLine(failure.getMessage()));
        return switch (cause.errorNumber()) {
            case EACCES -> Outcome.notExecutable();
            case ENOENT -> Outcome.failed(cause.reason() + ": its interpreter (#! line) or loader");
            default -> Outcome.failed(cause.reason());
        };
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replace('\n', ' ').replace('\r', ' ');
    }
}
