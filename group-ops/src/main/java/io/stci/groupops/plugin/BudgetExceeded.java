package io.stci.groupops.plugin;

/**
 * Ends a call of a loaded filter that has used up its {@link Budget}.
 *
 * <p>An error, so that {@code catch (Exception)} doesn't keep it; and who catches it all the same gets it again from the next
 * loop or method, until the call has returned. It never leaves the guard around the call: callers get a {@code StciException}.
 */
public final class BudgetExceeded extends Error {
    private static final long serialVersionUID = 1L;

    /** @param traced whether to say where; one that is not may be thrown again and again */
    BudgetExceeded(String reason, boolean traced) {
        super(reason, null, false, traced);
    }
}
