package io.stci.agents;

import io.stci.session.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Forks a command, or says why not.
 *
 * @param process null if it could not be started
 * @param pipes to be used and closed by the caller; null if it could not be started
 * @param refusal null if it was started
 */
record CommandLauncher(Process process, CommandPipes pipes, Outcome refusal) {
    private static final String LOCALE = "LC_ALL";

    /** LC_ALL as the user has it, empty if not at all; there only if the start script has changed it. */
    private static final String ASKED_LOCALE = "STCI_LC_ALL";

    private static final int ENOENT = 2;
    private static final int EACCES = 13;

    static CommandLauncher launch(CommandSpec spec) {
        Executable executable = Executable.find(spec);
        if (executable.refusal() != null) {
            return refused(executable.refusal());
        }
        try {
            return start(builder(spec, executable.argument()), spec.stdin());
        } catch (IOException e) {
            return refused(outcome(e));
        } catch (IllegalArgumentException e) {
            return refused(Outcome.failed("environment: " + oneLine(e.getMessage())));
        } catch (OutOfMemoryError e) {
            return refused(Outcome.failed("no thread or memory to watch it: " + e.getMessage()));
        }
    }

    private static CommandLauncher start(ProcessBuilder builder, boolean withStdin) throws IOException {
        CommandPipes pipes = CommandPipes.open(withStdin);
        try {
            pipes.redirect(builder);
            Process process = builder.start();
            pipes.closeCommandEnds();
            return new CommandLauncher(process, pipes, null);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            pipes.close();
            throw e;
        }
    }

    private static ProcessBuilder builder(CommandSpec spec, String program) {
        List<String> command = new ArrayList<>(spec.command());
        command.set(0, program);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(spec.directory().toFile());
        restoreLocale(builder.environment());
        builder.environment().putAll(spec.environment());
        return builder;
    }

    /** Undoes what the start script did so that the JVM takes names and arguments for UTF-8. */
    private static void restoreLocale(Map<String, String> environment) {
        String asked = environment.remove(ASKED_LOCALE);
        if (asked == null) {
            return;
        }
        if (asked.isEmpty()) {
            environment.remove(LOCALE);
        } else {
            environment.put(LOCALE, asked);
        }
    }

    private static Outcome outcome(IOException failure) {
        StartFailure cause = StartFailure.parse(oneLine(failure.getMessage()));
        return switch (cause.errorNumber()) {
            case EACCES -> Outcome.notExecutable();
            case ENOENT -> Outcome.failed(cause.reason() + ": its interpreter (#! line) or loader");
            default -> Outcome.failed(cause.reason());
        };
    }

    private static CommandLauncher refused(Outcome refusal) {
        return new CommandLauncher(null, null, refusal);
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replace('\n', ' ').replace('\r', ' ');
    }
}
