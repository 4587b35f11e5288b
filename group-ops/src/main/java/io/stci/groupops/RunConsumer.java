package io.stci.groupops;

import io.stci.core.RankSet;

/**
 * Takes output run by run, in order.
 *
 * <p>The bytes are valid only during the call. They are whole lines, each ended by a newline, or one piece of an over-long
 * line; the pieces of one long line come directly one after the other.
 */
interface RunConsumer {
    /** Takes what one rank wrote; with {@code lineContinues} a piece that is not the last of its line. */
    void run(int rank, byte[] data, int offset, int length, boolean lineContinues);

    /** Takes whole lines that each of two or more ranks wrote. */
    void run(RankSet ranks, byte[] data, int offset, int length);
}
