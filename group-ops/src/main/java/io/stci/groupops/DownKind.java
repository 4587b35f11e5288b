package io.stci.groupops;

/** What goes down a stream under a number. */
enum DownKind {
    /** A message to the members; on a stream of waves it asks for one. */
    MESSAGE,
    /** A piece of the message behind it, which is too long to travel whole. */
    PIECE,
    /** No message comes behind it. */
    END,
    /** Other parameters of the up filter, from the next wave on. */
    PARAMETERS,
    /** Other parameters of the down filter, from the next message on. */
    DOWN_PARAMETERS
}
