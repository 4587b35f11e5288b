package io.stci.agents;

import io.stci.core.StciException;
import io.stci.session.Outcome;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Keeps whole outputs until the command has ended. */
final class SpoolingRelay extends OutputRelay {
    private final OutputSpool stdout;
    private final OutputSpool stderr;
    private volatile StciException failure;

    SpoolingRelay(Executor nodeThread, CommandRunner.Listener listener, Path directory) {
        super(nodeThread, listener);
        this.stdout = new OutputSpool(directory);
        this.stderr = new OutputSpool(directory);
    }

    @Override
    public void output(boolean ofStderr, byte[] data, int offset, int length) throws InterruptedException {
        try {
            (ofStderr ? stderr : stdout).append(data, offset, length);
        } catch (StciException e) {
            failure = e;
            throw new InterruptedException(e.getMessage());
        }
    }

    @Override
    public void outputEnd(boolean ofStderr) {
        OutputSpool spool = ofStderr ? stderr : stdout;
        nodeThread.execute(() -> {
            listener.held(ofStderr, spool);
            listener.outputEnded(ofStderr);
        });
    }

    @Override
    public void ended(Outcome outcome) {
        super.ended(failure == null ? outcome : Outcome.failed(failure.getMessage()));
    }
}
