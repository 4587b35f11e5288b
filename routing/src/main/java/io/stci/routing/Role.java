package io.stci.routing;

/** What a node is in its tree. Prints as {@code front-end}, {@code junction} or {@code agent}. */
public enum Role {
    /** The root: the tool's end of the session. */
    FRONT_END("front-end"),
    /** An inner node below the root; it always has agents below it. */
    JUNCTION("junction"),
    /** A leaf; the only role that has a rank. */
    AGENT("agent");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
