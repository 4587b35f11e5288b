package io.stci.groupops;

import io.stci.core.Status;
import io.stci.core.StciException;

/** Whether an agent's end of a stream is brought to rest, and whether the parent has been told that it is. */
final class LeafRest {
    private final int stream;
    private final UpSink sink;
    private long asked;
    private boolean answered;

    LeafRest(int stream, UpSink sink) {
        this.stream = stream;
        this.sink = sink;
    }

    /** @param number to be told back; 0 to flow again */
    void ask(long number) {
        asked = number;
        answered = false;
    }

    long asked() {
        return asked;
    }

    boolean isAsked() {
        return asked > 0;
    }

    /** A new parent is to be told again. */
    void again() {
        answered = false;
    }

    /** Everything has been sent. */
    void answer() {
        if (asked > 0 && !answered) {
            answered = true;
            sink.quiet(asked);
        }
    }

    /** @throws StciException RESOURCE_EXHAUSTED if nothing new is taken */
    void checkFlows() {
        if (asked > 0) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED, "stream " + stream, "is at rest and takes no record", "wait for room");
        }
    }
}
