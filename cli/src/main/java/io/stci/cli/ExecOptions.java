package io.stci.cli;

import io.stci.core.RankSet;
import io.stci.session.ExecRequest;
import io.stci.session.OutputMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A checked {@code stci exec} command line.
 *
 * @param stdinRanks those that get standard input; empty if none was asked for
 * @param directory where the output files go, in BLOCKS mode only
 * @param timeout how long the commands may run
 */
record ExecOptions(
        Where where,
        List<String> command,
        RankSet ranks,
        RankSet stdinRanks,
        OutputMode mode,
        Optional<Path> directory,
        Optional<Duration> timeout) {
    ExecRequest request(String workingDirectory) {
        return new ExecRequest(command, ranks, mode, stdinRanks, workingDirectory);
    }
}
