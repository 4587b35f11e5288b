package io.stci.session;

import io.stci.core.RankSet;
import java.util.List;

/**
 * What to run, where.
 *
 * @param command program and arguments; the program is looked up in PATH at each agent unless it holds a slash
 * @param ranks the agents that run it; never empty
 * @param mode how the output comes up
 * @param stdinRanks those of the ranks that get the job's standard input; the others read end-of-file at once
 * @param directory where the commands run
 */
public record ExecRequest(List<String> command, RankSet ranks, OutputMode mode, RankSet stdinRanks, String directory) {
    public ExecRequest {
        command = List.copyOf(command);
    }
}
