package io.stci.session;

import java.util.concurrent.CompletableFuture;

/** A running sequence of waves. Threads: every method may be called from any thread. */
public interface WaveJob {
    /** Completes after the last wave, or with the failure that ended it. */
    CompletableFuture<Void> done();

    /** Ends the sequence. */
    void stop();
}
