package io.stci.cli;

import java.io.IOException;

/** The reader of standard output went away: not an error, but a reason to stop. */
final class ClosedOutputException extends IOException {
    private static final long serialVersionUID = 1L;

    ClosedOutputException(IOException cause) {
        super("the reader of standard output went away", cause);
    }
}
