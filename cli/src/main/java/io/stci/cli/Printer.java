package io.stci.cli;

import io.stci.core.RankSet;
import io.stci.session.OutputSink;
import java.io.IOException;

/** A sink with an end. */
interface Printer extends OutputSink {
    /**
     * Completes what is half written, after the last write.
     *
     * @param ranks those that the job ran on
     */
    default void finish(RankSet ranks) throws IOException {}
}
