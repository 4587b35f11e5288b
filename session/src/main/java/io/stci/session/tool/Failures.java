package io.stci.session.tool;

import io.stci.core.StciException;
import java.util.concurrent.CompletionException;

/** Failures of a tool's code, in words that are equal for all ranks that fail alike. */
final class Failures {
    private static final int MAX_CHARS = 500;

    private Failures() {}

    static String describe(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = cause instanceof StciException known
                ? known.status() + ": " + known.getMessage()
                : cause.toString().replace('\n', ' ').replace('\r', ' ');
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
    }
}
