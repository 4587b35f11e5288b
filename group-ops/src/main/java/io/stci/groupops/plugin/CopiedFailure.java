package io.stci.groupops.plugin;

import java.lang.reflect.InvocationTargetException;

/** What a filter threw, in words: keeps message and stack trace, and no class or object of the jar. */
final class CopiedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 5;
    private static final int MAX_TEXT = 500;

    private CopiedFailure(String text, CopiedFailure cause) {
        super(text, cause, false, true);
    }

    /** Copies it and what caused it. Calls methods of its class. */
    static CopiedFailure of(Throwable thrown) {
        return of(telling(thrown), MAX_CAUSES);
    }

    /** Says only what it is. */
    static CopiedFailure withoutMessage(Throwable thrown) {
        return new CopiedFailure(thrown.getClass().getName() + " (its message can't be read)", null);
    }

    private static CopiedFailure of(Throwable thrown, int causes) {
        Throwable cause = causes == 0 ? null : thrown.getCause();
        CopiedFailure copy = new CopiedFailure(text(thrown), cause == null ? null : of(cause, causes - 1));
        copy.setStackTrace(thrown.getStackTrace());
        return copy;
    }

    /** The first that is more than the wrapping of another. */
    private static Throwable telling(Throwable thrown) {
        boolean wraps = thrown instanceof ExceptionInInitializerError || thrown instanceof InvocationTargetException;
        return wraps && thrown.getCause() != null ? telling(thrown.getCause()) : thrown;
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        return shortened(thrown.getClass().getName() + (message == null ? "" : ": " + message));
    }

    /** So that a message stays a message. */
    static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    }
}
