package io.stci.activemessages.message;

/** What a message counts for in every bound: what it takes in memory, about. */
final class Costs {
    /** Objects around a message, in bytes. */
    private static final int OVERHEAD_BYTES = 256;

    private Costs() {}

    static long of(int nameBytes, int payloadBytes) {
        return (long) OVERHEAD_BYTES + nameBytes + payloadBytes;
    }

    /** Of a tagged message, which is found in several ways while it waits for a receive. */
    static long ofTagged(int payloadBytes) {
        return 2L * OVERHEAD_BYTES + payloadBytes;
    }

    static long of(String name, int payloadBytes) {
        return of(HandlerNames.bytes(name), payloadBytes);
    }
}
