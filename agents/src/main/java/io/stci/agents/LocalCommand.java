package io.stci.agents;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A command on the operating system as its job steers it: what is asked before it has started is done once it has.
 * Confined to the node's thread but for {@link #started}.
 */
final class LocalCommand implements CommandRunner.Running {
    private static final Chunk END = new Chunk(new byte[0], () -> {});

    private final Executor nodeThread;
    private final BlockingQueue<Chunk> input;
    private CommandProcess process;
    private boolean terminateWanted;
    private boolean killWanted;

    private record Chunk(byte[] data, Runnable taken) {}

    LocalCommand(Executor nodeThread, boolean stdin) {
        this.nodeThread = nodeThread;
        this.input = stdin ? new LinkedBlockingQueue<>() : null;
    }

    /** From the thread that started it. */
    void started(CommandProcess started) {
        nodeThread.execute(() -> {
            process = started;
            if (killWanted) {
                process.kill();
            } else if (terminateWanted) {
                process.signalTerm();
            }
        });
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
        terminateWanted = true;
        if (process != null) {
            process.signalTerm();
        }
    }

    @Override
    public void kill() {
        killWanted = true;
        if (process != null) {
            process.kill();
        }
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
