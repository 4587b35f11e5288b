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

    public StciException(Status status, String culprit, String reason, String nextStep) {
        this(status, culprit, reason, nextStep, null);
    }

    public StciException(Status status, String culprit, String reason, String nextStep, Throwable cause) {
        super(oneLine(culprit, reason, nextStep), cause);
        this.status = Objects.requireNonNull(status);
        this.culprit = culprit;
        this.reason = reason;
        this.nextStep = nextStep;
    }

    public Status status() {
        return status;
    }

    public String culprit() {
        return culprit;
    }

    public String reason() {
        return reason;
    }

    public String nextStep() {
        return nextStep;
    }

    private static String oneLine(String culprit, String reason, String nextStep) {
        String text = culprit + ": " + reason + (nextStep.isEmpty() ? "" : "; " + nextStep);
        return text.replace('\n', ' ').replace('\r', ' ');
    }
}
