package io.stci.session;

/** How a node stands in a {@link SessionTree}. */
public enum LinkState {
    /** It has not joined yet. */
    AWAITED,
    /** It is linked to its parent, or is the front-end. */
    LINKED,
    /** Its link is lost, or its parent is gone: it looks for the same or for another one. */
    ORPHAN,
    /** It has died, has been replaced, or has been given up; it does not come back. */
    GONE
}
