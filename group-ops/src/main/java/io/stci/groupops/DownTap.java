package io.stci.groupops;

/**
 * Sees what passes down a stream at a junction, in order and once, before those below are sent it. Called on the node's thread;
 * must not throw.
 */
public interface DownTap {
    /** A piece of the message behind it. */
    void piece(byte[] payload);

    /** A message. */
    void message(byte[] payload);
}
