package io.stci.groupops.plugin;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.concurrent.Callable;

/**
 * Calls what came from a jar: each call within a budget, and with a result or a {@link StciException} in the end.
 *
 * <p>What is thrown becomes RESOURCE_EXHAUSTED when the budget is used up, keeps its status if it is a {@code StciException}
 * itself, and is INTERNAL else. Errors of the JVM itself are passed on, but for a stack that ran over and an array that found no
 * room. A call that comes back too late has failed too, even if nothing could stop it on its way.
 *
 * <p>Nothing of the jar is kept by what is thrown.
 */
final class Guard {
    private static final String NO_NEXT_STEP = "";

    private final Checks checks;
    private final String culprit;

    /** @param culprit for messages: what is called */
    Guard(Checks checks, String culprit) {
        this.checks = checks;
        this.culprit = culprit;
    }

    /** One for something else of the same jar. */
    Guard of(String otherCulprit) {
        return new Guard(checks, otherCulprit);
    }

    /**
     * The result, which is not null.
     *
     * @param what is called, for messages
     */
    <T> T call(String what, Callable<T> body) {
        if (checks.isClosed()) {
            throw new StciException(Status.CANCELLED, culprit, "its jar was closed", "open the stream anew");
        }
        T result = null;
        Throwable thrown = null;
        checks.begin();
        try {
            result = body.call();
        } catch (Throwable e) {
            thrown = e;
        }
        String exceeded = checks.end();
        if (thrown == null && exceeded == null && result != null) {
            return result;
        }
        throw failure(what, thrown, exceeded);
    }

    private StciException failure(String what, Throwable thrown, String exceeded) {
        FatalErrors.passOn(thrown);
        if (exceeded != null) {
            return exhausted(what, thrown, exceeded);
        }
        if (thrown == null) {
            return new StciException(Status.INTERNAL, culprit, what + " returned null", NO_NEXT_STEP);
        }
        if (thrown instanceof StciException own) {
            String reason = what + " failed: " + CopiedFailure.shortened(own.culprit() + ": " + own.reason());
            return new StciException(own.status(), culprit, reason, own.nextStep(), copy(own));
        }
        CopiedFailure copy = copy(thrown);
        return new StciException(
                Status.INTERNAL, culprit, what + " threw " + copy.getMessage(), "its author must mend it", copy);
    }

    private StciException exhausted(String what, Throwable thrown, String exceeded) {
        CopiedFailure copy = thrown == null ? null : copy(thrown);
        return new StciException(
                Status.RESOURCE_EXHAUSTED, culprit, exceeded + " in " + what, "mend it, or raise the budget", copy);
    }

    /** Messages of exceptions are code of the jar too. */
    private CopiedFailure copy(Throwable thrown) {
        checks.begin();
        try {
            return CopiedFailure.of(thrown);
        } catch (Throwable e) {
            FatalErrors.passOn(e);
            return CopiedFailure.withoutMessage(thrown);
        } finally {
            checks.end();
        }
    }
}
