package io.stci.session;

import java.util.Objects;

/**
 * How one command ended.
 *
 * @param kind what happened
 * @param code the exit status of EXITED, the signal number of SIGNALLED, else 0
 * @param detail why, for FAILED; else empty
 */
public record Outcome(Kind kind, int code, String detail) {
    /** What can happen to a command. */
    public enum Kind {
        EXITED,
        SIGNALLED,
        NOT_FOUND,
        NOT_EXECUTABLE,
        FAILED
    }

    public Outcome {
        Objects.requireNonNull(kind);
    }

    /** It ended by itself, with this exit status, 0 to 255. */
    public static Outcome exited(int status) {
        return new Outcome(Kind.EXITED, status, "");
    }

    /** This signal killed it. */
    public static Outcome signalled(int signal) {
        return new Outcome(Kind.SIGNALLED, signal, "");
    }

    /** There is no such command at the agent. */
    public static Outcome notFound() {
        return new Outcome(Kind.NOT_FOUND, 0, "");
    }

    /** The agent may not execute it. */
    public static Outcome notExecutable() {
        return new Outcome(Kind.NOT_EXECUTABLE, 0, "");
    }

    /** It could not be started for another reason. */
    public static Outcome failed(String why) {
        return new Outcome(Kind.FAILED, 0, why);
    }

    /** The exit status a shell would report: the command's own, 128 + signal, 127 not found, 126 not startable. */
    public int exitStatus() {
        return switch (kind) {
            case EXITED -> code;
            case SIGNALLED -> 128 + code;
            case NOT_FOUND -> 127;
            case NOT_EXECUTABLE, FAILED -> 126;
        };
    }
}
