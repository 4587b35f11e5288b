package io.stci.session.tool;

/** What a stream does for members that take nothing for a second while their window is full. Never anything in silence. */
public enum SlowMembers {
    /** Everybody waits for them. */
    BLOCK,
    /** Nobody does: they miss messages, and waves go without them as "slow", until they have caught up. */
    SHED,
    /** As SHED, but they get the newest message. */
    CONFLATE,
    /** They are taken off the stream for good. */
    DETACH
}
