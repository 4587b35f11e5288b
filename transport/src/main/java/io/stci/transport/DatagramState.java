package io.stci.transport;

import io.stci.core.Lifecycle;

/** The course of a link on datagrams, below that of the link. */
enum DatagramState {
    /** The peer doesn't know of it yet. */
    CONNECTING,
    OPEN,
    /** What is queued is sent, and after it the end; what comes is dropped. */
    FINISHING,
    /** Nothing is sent but acknowledgements. */
    LINGERING,
    GONE;

    private static final Lifecycle.Table<DatagramState> MOVES = Lifecycle.table(DatagramState.class)
            .allow(CONNECTING, OPEN, GONE)
            .allow(OPEN, FINISHING, LINGERING, GONE)
            .allow(FINISHING, LINGERING, GONE)
            .allow(LINGERING, GONE);

    static Lifecycle<DatagramState> start() {
        return MOVES.start("datagram link", CONNECTING);
    }
}
