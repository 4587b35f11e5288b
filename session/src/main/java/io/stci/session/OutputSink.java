package io.stci.session;

import io.stci.core.RankSet;
import java.io.IOException;

/**
 * Takes one of the two outputs (stdout or stderr) of a job.
 *
 * <p>Threads: all calls for one sink come from one thread of the job's own, one at a time. A call may block; that slows
 * the commands through the tree's credits, and nothing is dropped or piled up meanwhile. A call that throws ends the job.
 */
public interface OutputSink {
    /**
     * Takes bytes that each of the ranks wrote.
     *
     * <p>In LINES and RAW mode the bytes are whole lines, each ended by a newline (RAW: but for a last line without
     * one), unless a line is too long to travel whole: then it comes in several calls, all but the last with {@code
     * lineContinues}, and no other rank's bytes come in between.
     *
     * @param data owned by the caller and valid only during the call
     */
    void write(RankSet ranks, byte[] data, int offset, int length, boolean lineContinues) throws IOException;

    /**
     * GATHER mode only: the writes up to the next call carry one distinct whole output, equal at all these ranks. Largest
     * group first.
     *
     * @param bytes how long the output is
     */
    default void beginGroup(RankSet ranks, long bytes) throws IOException {}
}
