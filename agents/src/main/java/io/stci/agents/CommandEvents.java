package io.stci.agents;

import io.stci.session.Outcome;

/**
 * Hears a command.
 *
 * <p>Threads: called on the command's own threads, one for each output, possibly before {@link CommandProcess#start}
 * returns. Calls may block: that is the back-pressure, and it holds up only the output concerned.
 */
interface CommandEvents {
    /**
     * Takes bytes that the command wrote, in their order.
     *
     * @param data valid during the call only
     * @throws InterruptedException to say that nobody wants the output any more; this kills the command
     */
    void output(boolean stderr, byte[] data, int offset, int length) throws InterruptedException;

    /** Comes exactly once for each output, after the last {@link #output} of it. */
    void outputEnd(boolean stderr);

    /** Comes exactly once, after both {@link #outputEnd}. */
    void ended(Outcome outcome);
}
