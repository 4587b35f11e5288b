package io.stci.cli;

import java.io.IOException;

/** The reader of an output takes nothing, and the run is over: what it has not taken is dropped. */
final class StuckOutputException extends IOException {
    private static final long serialVersionUID = 1L;

    StuckOutputException(String name) {
        super(name + ": its reader has stopped reading; what it had not taken is dropped");
    }
}
