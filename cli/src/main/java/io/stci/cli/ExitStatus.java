package io.stci.cli;

/** What {@code stci} exits with when it isn't the commands' own status. */
final class ExitStatus {
    static final int OK = 0;
    static final int USAGE = 2;
    static final int TIME_OUT = 124;
    static final int STCI_FAILED = 125;

    private static final int SIGNAL_BASE = 128;
    private static final int SIGPIPE = 13;

    /** The reader of standard output went away. */
    static final int OUTPUT_CLOSED = SIGNAL_BASE + SIGPIPE;

    private ExitStatus() {}

    static int ofSignal(int signal) {
        return SIGNAL_BASE + signal;
    }
}
