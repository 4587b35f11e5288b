package io.stci.cli;

/** A command line that can't work. The message is the one line that the user sees, without {@code stci:} before it. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String line) {
        super(line.replace('\n', ' ').replace('\r', ' '));
    }

    UsageException(String culprit, String reason, String nextStep) {
        this(culprit + ": " + reason + "; " + nextStep);
    }
}
