package io.stci.activemessages;

/** What a node thinks of the other end of a link by its silence; see {@link LivenessPolicy} for the times. */
public enum PeerState {
    /** Heard of lately. */
    UP,
    /** Silent for long: still linked, and no more than that. */
    TORPID,
    /** Silent for so long that it has been asked whether it lives. */
    SUSPECT,
    /** It has not answered either: its link is closed. */
    DOWN
}
