package io.stci.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Standard output, standard error and the progress line between them. Threads: safe. */
final class Console implements AutoCloseable {
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
