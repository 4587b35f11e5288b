package io.stci.session;

import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * What an agent reports of its command, as a line, so that equal reports of many ranks join on the way up: {@code exit 3},
 * {@code signal 9}, {@code not-found}, {@code not-executable}, {@code failed REASON}, and for gathered output {@code held
 * stdout|stderr BYTES SHA-256}.
 */
public sealed interface StatusLine {
    /** The command ended. */
    record Ended(Outcome outcome) implements StatusLine {
        @Override
        public String text() {
            return switch (outcome.kind()) {
                case EXITED -> "exit " + outcome.code();
                case SIGNALLED -> "signal " + outcome.code();
                case NOT_FOUND -> "not-found";
                case NOT_EXECUTABLE -> "not-executable";
                case FAILED -> "failed " + outcome.detail().replace('\n', ' ');
            };
        }
    }

    /** The agent holds a whole output. */
    record Held(boolean stderr, long bytes, String digest) implements StatusLine {
        @Override
        public String text() {
            return "held " + (stderr ? "stderr " : "stdout ") + bytes + " " + digest;
        }
    }

    /** The line, without newline. */
    String text();

    /**
     * The inverse of {@link #text()}.
     *
     * @throws StciException PROTOCOL_ERROR
     */
    static StatusLine parse(String text) {
        String[] words = text.split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "exit" -> new Ended(Outcome.exited(number(rest, text)));
            case "signal" -> new Ended(Outcome.signalled(number(rest, text)));
            case "not-found" -> new Ended(Outcome.notFound());
            case "not-executable" -> new Ended(Outcome.notExecutable());
            case "failed" -> new Ended(Outcome.failed(rest));
            case "held" -> held(rest, text);
            default -> throw malformed(text);
        };
    }

    private static StatusLine held(String rest, String text) {
        String[] words = rest.split(" ");
        if (words.length != 3) {
            throw malformed(text);
        }
        try {
            return new Held(words[0].equals("stderr"), Long.parseLong(words[1]), words[2]);
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    private static int number(String digits, String text) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    private static StciException malformed(String text) {
        return new StciException(Status.PROTOCOL_ERROR, "status line", "'" + text + "' is none", "");
    }
}
