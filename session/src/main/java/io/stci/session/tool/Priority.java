package io.stci.session.tool;

/** Which streams go first where a link has more to carry than it can. */
public enum Priority {
    /** Before other streams, with interrupts. For what is small: as long as such a stream has something, others wait. */
    HIGH,
    /** As all that is not said to be something else. */
    NORMAL,
    /** When others have nothing to send. */
    LOW
}
