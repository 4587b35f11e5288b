package io.stci.transport;

/** What went wrong with datagrams, so far. Confined to the transport's thread. */
final class DatagramCounters {
    private long corrupt;
    private long strays;
    private long resent;

    /** It is no datagram of ours, or was altered on its way. */
    void countCorrupt() {
        corrupt++;
    }

    /** It is for a link that there is none of, or proves nothing of what it says. */
    void countStray() {
        strays++;
    }

    /** It was sent once more. */
    void countResent() {
        resent++;
    }

    long corrupt() {
        return corrupt;
    }

    long strays() {
        return strays;
    }

    long resent() {
        return resent;
    }
}
