package io.stci.agents;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;

/**
 * A pipe to or from a command, of which Java's process reaper knows nothing. The pipes that ProcessBuilder makes are drained
 * and closed once the command has exited, which cuts off a background child that still uses them.
 *
 * <p>Threads: one opens it and starts the command; its own end then belongs to whoever reads or writes, and the write end
 * may be closed from any thread, which ends a write that waits.
 *
 * @param name as /proc shows it for whoever has an end of it
 * @param file for ProcessBuilder to open the command's end by; it does so in this process, before it forks
 * @param input of a pipe from the command, else null; at its end when nobody has the write end any more
 * @param output of a pipe to the command, else null; not buffered
 * @param commandEnd keeps the file good; to be closed once the command has its own
 */
record CommandPipe(String name, File file, InputStream input, OutputStream output, Closeable commandEnd)
        implements Closeable {
    static CommandPipe toCommand(NumberedPipe numbered) {
        Pipe pipe = numbered.pipe();
        return new CommandPipe(
                numbered.name(), numbered.file(), null, Channels.newOutputStream(pipe.sink()), pipe.source());
    }

    /** Not read by the channel: that would take direct memory, of which there is little, and end at an interrupt. */
    static CommandPipe fromCommand(NumberedPipe numbered) throws IOException {
        Pipe pipe = numbered.pipe();
        InputStream input = new FileInputStream(numbered.file());
        pipe.source().close();
        return new CommandPipe(numbered.name(), numbered.file(), input, null, pipe.sink());
    }

    @Override
    public void close() throws IOException {
        try (input;
                output) {
            commandEnd.close();
        }
    }
}
