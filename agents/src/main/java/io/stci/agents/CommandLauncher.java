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
    private static final String ERROR_NUMBER = "error=";
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

    /** Java tells the error number in the text only: {@code Cannot run program "x": error=7, Argument list too long}. */
    private static Outcome outcome(IOException failure) {
        String message = oneLine(failure.getMessage());
        int start = message.lastIndexOf(ERROR_NUMBER);
        int comma = message.indexOf(", ", Math.max(start, 0));
        if (start < 0 || comma < 0) {
            return Outcome.failed(message);
        }
        String number = message.substring(start + ERROR_NUMBER.length(), comma);
        if (number.equals(Integer.toString(EACCES))) {
            return Outcome.notExecutable();
        }
        String reason = message.substring(comma + 2);
        boolean interpreterMissing = number.equals(Integer.toString(ENOENT));
        return Outcome.failed(interpreterMissing ? reason + ": its interpreter (#! line) or loader" : reason);
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replace('\n', ' ').replace('\r', ' ');
    }
}
