package io.stci.ordering;

/** What a {@link ReceiveWindow} did with a message that came. */
public enum Arrival {
    /** It was the next one: it went to the consumer, and after it what it held up. */
    DELIVERED,
    /** One before it is missing: the window keeps it. */
    HELD,
    /** It had come before: released. */
    DUPLICATE,
    /** It is too far ahead to be kept: released; its sender will send it again. */
    BEYOND_WINDOW,
    /** The window is closed: released. */
    CLOSED
}
