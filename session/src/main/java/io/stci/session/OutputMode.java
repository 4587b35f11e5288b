package io.stci.session;

/** How the output of commands comes up the tree. */
public enum OutputMode {
    /** Line by line as it comes; equal lines of many ranks joined at the junctions within a short window. */
    LINES,
    /** Line by line as it comes, every rank's own, nothing joined; a long line is never interleaved with another. */
    RAW,
    /** Pieces of any size, every rank's own, in order per rank: for one file a rank. */
    BLOCKS,
    /** Held at the agents until the command ends; then each distinct whole output once. */
    GATHER
}
