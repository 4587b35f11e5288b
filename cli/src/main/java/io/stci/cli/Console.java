package io.stci.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Standard output, standard error and the progress line between them. Threads: safe. */
final class Console implements AutoCloseable {
    /** How long a reader may take nothing once the run is over. */
    private static final long STUCK_NS = TimeUnit.SECONDS.toNanos(2);

    private final ProgressLine progress;
    private final BatchingOutput out;
    private final BatchingOutput err;

    Console(Surroundings surroundings) {
        Terminal terminal = surroundings.terminal();
        ProgressLine none = ProgressLine.none();
        progress = terminal.errIsTerminal() ? ProgressLine.on(surroundings.err(), terminal.columns()) : none;
        out = new BatchingOutput("stdout", surroundings.out(), terminal.outIsTerminal() ? progress : none);
        err = new BatchingOutput("stderr", surroundings.err(), progress);
    }

    BatchingOutput out() {
        return out;
    }

    BatchingOutput err() {
        return err;
    }

    ProgressLine progress() {
        return progress;
    }

    /** One line from stci itself. */
    void say(String line) throws IOException {
        byte[] bytes = ("stci: " + line + "\n").getBytes(StandardCharsets.UTF_8);
        err.write(bytes, 0, bytes.length);
    }

    /** From now on a reader that takes nothing for 2 s loses the rest, so that it can't keep an ended run alive. */
    void hurry() {
        out.hurry(STUCK_NS);
        err.hurry(STUCK_NS);
    }

    /** Writes all that is left, wipes the progress line and ends the threads. */
    @Override
    public void close() throws IOException {
        try {
            progress.close();
            out.close();
        } finally {
            err.close();
        }
    }
}
