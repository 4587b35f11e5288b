package io.stci.core;

import java.util.Objects;

/**
 * A failure that a person can act on: who is the culprit, why, and what to do next.
 *
 * <p>{@link #getMessage()} is one line: {@code culprit: reason; next step}. The next step may be empty where there is none.
 */
public final class StciException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Status status;
    private final String culprit;
    private final String reason;
    private final String nextStep;

    /**
     * A failure that nothing else has caused.
     *
     * @param status what a program may decide by
     * @param culprit who or what is to blame, such as {@code rank 7}
     * @param reason goes on from the culprit, such as {@code did not answer}
     * @param nextStep what to do about it; empty if there is nothing
     */
    public StciException(Status status, String culprit, String reason, String nextStep) {
        this(status, culprit, reason, nextStep, null);
    }

    /**
     * The same, caused by something else.
     *
     * @param cause null if there is none
     */
    public StciException(Status status, String culprit, String reason, String nextStep, Throwable cause) {
        super(oneLine(culprit, reason, nextStep), cause);
        this.status = Objects.requireNonNull(status);
        this.culprit = culprit;
        this.reason = reason;
        this.nextStep = nextStep;
    }

    /** What a program may decide by. */
    public Status status() {
        return status;
    }

    /** Who or what is to blame. */
    public String culprit() {
        return culprit;
    }

    /** What is wrong with the culprit. */
    public String reason() {
        return reason;
    }

    /** What to do about it; empty if there is nothing. */
    public String nextStep() {
        return nextStep;
    }

    private static String oneLine(String culprit, String reason, String nextStep) {
        String text = culprit + ": " + reason + (nextStep.isEmpty() ? "" : "; " + nextStep);
        return text.replace('\n', ' ').replace('\r', ' ');
    }
}
