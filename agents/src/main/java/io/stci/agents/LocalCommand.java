package io.stci.agents;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * A command on the operating system as its job steers it: what is asked before it has started is done once it has.
 * Its methods are called on the node's thread; the process belongs to the worker.
 */
final class LocalCommand implements CommandRunner.Running {
    private static final Chunk END = new Chunk(new byte[0], () -> {});

    private final Executor nodeThread;
    private final Executor worker;
    private final BlockingQueue<Chunk> input;
    private CommandProcess process;

    private record Chunk(byte[] data, Runnable taken) {}

    /** @param worker runs one task at a time, in order; the first of this command starts it */
    LocalCommand(Executor nodeThread, Executor worker, boolean stdin) {
        this.nodeThread = nodeThread;
        this.worker = worker;
        this.input = stdin ? new LinkedBlockingQueue<>() : null;
    }

    /** On the worker. */
    void started(CommandProcess started) {
        process = started;
        if (input != null) {
            Thread feeder = new Thread(null, () -> feed(started.stdin()), "command-stdin", 256 << 10);
            feeder.setDaemon(true);
            feeder.start();
        }
    }

    @Override
    public void stdin(byte[] data, Runnable taken) {
        input.add(new Chunk(data, taken));
    }

    @Override
    public void endStdin() {
        if (input != null) {
            input.add(END);
        }
    }

    @Override
    public void terminate() {
        signal(CommandProcess::signalTerm);
    }

    @Override
    public void kill() {
        signal(CommandProcess::kill);
    }

    /** Off the node's thread, as finding a command's descendants takes a while; and behind its start. */
    private void signal(Consumer<CommandProcess> action) {
        worker.execute(() -> {
            if (process != null) {
                action.accept(process);
            }
        });
    }

    /** A command that closed its input, or ended, takes no more: the rest is dropped and counts as taken. */
    private void feed(OutputStream to) {
        boolean open = true;
        try {
            for (Chunk chunk = input.take(); chunk != END; chunk = input.take()) {
                open = open && write(to, chunk.data());
                nodeThread.execute(chunk.taken());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close(to);
    }

    /** Flushing at close finds nothing to write, so that a failure says only that the command is gone already. */
    private static boolean close(OutputStream to) {
        try {
            to.close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean write(OutputStream to, byte[] data) {
        try {
            to.write(data);
            to.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
