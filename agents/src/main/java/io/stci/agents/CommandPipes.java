package io.stci.agents;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.util.List;

/**
 * What one command reads from and writes to.
 *
 * @param stdin null if it has none
 */
record CommandPipes(CommandPipe stdin, CommandPipe stdout, CommandPipe stderr) implements Closeable {
    private static final File NO_INPUT = new File("/dev/null");

    static CommandPipes open(boolean withStdin) throws IOException {
        List<NumberedPipe> pipes = NumberedPipe.open(withStdin ? 3 : 2);
        try {
            CommandPipe stdin = withStdin ? CommandPipe.toCommand(pipes.get(2)) : null;
            return divide(stdin, pipes.get(0), pipes.get(1));
        } catch (IOException e) {
            for (NumberedPipe pipe : pipes) {
                pipe.close();
            }
            throw e;
        }
    }

    void redirect(ProcessBuilder builder) {
        builder.redirectInput(stdin == null ? NO_INPUT : stdin.file());
        builder.redirectOutput(stdout.file());
        builder.redirectError(stderr.file());
    }

    /** To be done once the command has them; else the outputs never come to their end. */
    void closeCommandEnds() throws IOException {
        stdout.commandEnd().close();
        stderr.commandEnd().close();
        if (stdin != null) {
            stdin.commandEnd().close();
        }
    }

    OutputHolders outputHolders() {
        return new OutputHolders(List.of(stdout.name(), stderr.name()));
    }

    @Override
    public void close() throws IOException {
        try (stdin;
                stdout) {
            stderr.close();
        }
    }

    private static CommandPipes divide(CommandPipe stdin, NumberedPipe first, NumberedPipe second) throws IOException {
        CommandPipe stdout = CommandPipe.fromCommand(first);
        try {
            return new CommandPipes(stdin, stdout, CommandPipe.fromCommand(second));
        } catch (IOException e) {
            stdout.close();
            throw e;
        }
    }
}
