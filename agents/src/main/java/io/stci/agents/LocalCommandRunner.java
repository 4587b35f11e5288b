package io.stci.agents;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.session.Outcome;
import io.stci.wire.ExecSpec;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Runs commands on the operating system. The commands' own threads cut the output into records and wait while the tree has
 * no room; what they find out reaches the listener on the node's thread.
 */
final class LocalCommandRunner implements CommandRunner {
    private final Executor nodeThread;
    private final Path spoolDirectory;
    private final Executor worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(null, task, "command-worker", 256 << 10);
        thread.setDaemon(true);
        return thread;
    });
    private boolean stopped;

    LocalCommandRunner(Executor nodeThread, Path spoolDirectory) {
        this.nodeThread = nodeThread;
        this.spoolDirectory = spoolDirectory;
    }

    @Override
    public Running start(CommandSpec spec, ExecSpec.Mode mode, Listener listener) {
        OutputRelay relay = mode == ExecSpec.Mode.GATHER
                ? new SpoolingRelay(nodeThread, listener, spoolDirectory)
                : new RecordRelay(nodeThread, listener, mode);
        LocalCommand command = new LocalCommand(nodeThread, worker, spec.stdin());
        worker.execute(() -> startHere(spec, relay, listener, command));
        return command;
    }

    /** Runs a task once everything that has been asked of commands is done. */
    void afterCommands(Runnable task) {
        worker.execute(task);
    }

    /** No command starts from now on; returns when one that is being started has been. From any thread. */
    synchronized void stopStarting() {
        stopped = true;
    }

    private synchronized CommandProcess fork(CommandSpec spec, OutputRelay relay) {
        if (stopped) {
            throw new StciException(Status.CANCELLED, "command " + spec.program(), "the session is being ended", "");
        }
        return CommandProcess.start(spec, relay);
    }

    private void startHere(CommandSpec spec, OutputRelay relay, Listener listener, LocalCommand command) {
        try {
            command.started(fork(spec, relay));
        } catch (RuntimeException e) {
            relay.outputEnd(false);
            relay.outputEnd(true);
            relay.ended(Outcome.failed(e.getMessage()));
        }
        nodeThread.execute(listener::started);
    }
}
