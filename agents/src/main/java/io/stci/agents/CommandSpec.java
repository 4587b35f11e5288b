package io.stci.agents;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A command to run on this host.
 *
 * @param command program and arguments, at least the program; that is looked up in PATH unless it holds a slash
 * @param environment added to the environment of this process, replacing what has the same name
 * @param directory where it runs, and where relative paths start
 * @param stdin true for a pipe to write to, false for an input that ends at once
 */
record CommandSpec(List<String> command, Map<String, String> environment, Path directory, boolean stdin) {
    /** @throws StciException INVALID_ARGUMENT if the command is empty */
    CommandSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(directory);
        if (command.isEmpty()) {
            throw new StciException(Status.INVALID_ARGUMENT, "command", "is empty", "name a program to run");
        }
    }

    String program() {
        return command.get(0);
    }
}
