package io.stci.session;

import io.stci.core.RankSet;
import java.util.concurrent.CompletableFuture;

/** Commands running at the agents. Threads: every method may be called from any thread. */
public interface ExecJob {
    /** Completes when every rank has reported or is lost, and the sinks have taken all output. */
    CompletableFuture<ExecResult> result();

    /** The ranks that have not reported their end yet. */
    RankSet running();

    /**
     * Ends the commands that still run: SIGTERM, and SIGKILL after the grace. The result then lists them as unfinished.
     *
     * @param graceNs nanoseconds between the two, 0 for SIGKILL at once
     */
    void terminate(long graceNs);

    /**
     * Sends bytes to the standard input of the job's stdin ranks, in order. Blocks while the slowest of them has no room.
     *
     * @param data copied before the call returns
     */
    void writeStdin(byte[] data, int offset, int length) throws InterruptedException;

    /** Ends the commands' standard input. */
    void closeStdin();
}
