package io.stci.core;

/**
 * The closed vocabulary of failures. Pick by the question beside each code; the first that fits wins.
 *
 * <p>The numbers travel on the wire and never change their meaning.
 */
public enum Status {
    /** Did the caller ask for something that can never work? (bad option, bad rank set, shape that doesn't fit) */
    INVALID_ARGUMENT(1),
    /** Does what was named not exist? (a command, a host, a stream) */
    NOT_FOUND(2),
    /** Does it exist, but may not be used so? (a file that is not executable, a directory not ours) */
    PERMISSION_DENIED(3),
    /** Did a stranger knock? (wrong session, wrong credential) */
    UNAUTHENTICATED(4),
    /** Is an address, port or directory held by somebody else? */
    ADDRESS_IN_USE(5),
    /** Is a limit reached? (descriptors, memory, connections, window) */
    RESOURCE_EXHAUSTED(6),
    /** Did a peer send bytes that break the protocol? */
    PROTOCOL_ERROR(7),
    /** Do the two ends share no protocol version? */
    VERSION_MISMATCH(8),
    /** Did a peer, process or link go away? */
    UNAVAILABLE(9),
    /** Was time up? */
    DEADLINE_EXCEEDED(10),
    /** Did somebody call it off? */
    CANCELLED(11),
    /** None of these: a defect of ours. */
    INTERNAL(12);

    private final int number;

    Status(int number) {
        this.number = number;
    }

    /** The number that stands for this code on the wire. */
    public int number() {
        return number;
    }

    /** The code of a wire number; an unknown number (a newer peer's) reads as {@link #INTERNAL}. */
    public static Status ofNumber(int number) {
        for (Status status : values()) {
            if (status.number == number) {
                return status;
            }
        }
        return INTERNAL;
    }
}
