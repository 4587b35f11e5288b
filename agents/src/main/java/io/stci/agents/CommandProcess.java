package io.stci.agents;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.session.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One command run by the operating system.
 *
 * <p>It ends when its process has exited and both its outputs are at their end: a background child that holds an output
 * keeps it open, as with ssh. Its failures to start are told as outcomes, never thrown.
 *
 * <p>Java reports 128 + n both for a death by signal n and for {@code exit 128+n}; the two can't be told apart here. With n
 * between 1 and {@link Signals#MAX} it is taken as the signal.
 *
 * <p>Threads: every method may be called from any thread. Two daemon threads a command, one more while it is killed; they
 * end with it.
 */
final class CommandProcess {
    private static final int READ_BYTES = 32 * 1024;
    private static final long STACK_BYTES = 256 * 1024;
    private static final int SIGNAL_BASE = 128;
    private static final int MAX_KILL_ROUNDS = 100;
    private static final long KILL_ROUND_MS = 50;

    private final CommandSpec spec;
    private final CommandEvents events;
    private final CountDownLatch launched = new CountDownLatch(1);
    private final CountDownLatch outputsEnded = new CountDownLatch(1);
    private final AtomicBoolean killingHolders = new AtomicBoolean();
    private volatile Process process;
    private volatile CommandPipes pipes;
    private volatile Outcome failure;

    private CommandProcess(CommandSpec spec, CommandEvents events) {
        this.spec = spec;
        this.events = events;
    }

    /**
     * Starts a command; returns when it is forked, or is known not to start.
     *
     * @throws StciException RESOURCE_EXHAUSTED if there is no thread for it; no event follows then
     */
    static CommandProcess start(CommandSpec spec, CommandEvents events) {
        CommandProcess command = new CommandProcess(spec, events);
        try {
            thread(command::run, "command-starting").start();
        } catch (OutOfMemoryError e) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED,
                    "command " + spec.program(),
                    "no thread is left to run it",
                    "raise the limit on processes (ulimit -u)",
                    e);
        }
        awaitFully(command.launched::await);
        return command;
    }

    /**
     * The command's standard input, not buffered; closed when the command ends. Takes and drops everything if the command
     * didn't start; throws IOException if it has none, or nobody reads any more.
     */
    OutputStream stdin() {
        OutputStream none = process == null ? OutputStream.nullOutputStream() : process.getOutputStream();
        return pipes == null || pipes.stdin() == null ? none : pipes.stdin().output();
    }

    /** -1 if the command didn't start. */
    long pid() {
        return process == null ? -1 : process.pid();
    }

    /** Sends SIGTERM to the command and all its live descendants. Looks through /proc: some 10 ms, more on a full host. */
    void signalTerm() {
        signal(false);
    }

    /**
     * Sends SIGKILL to the command and all its live descendants; and where that doesn't end the outputs, to whoever still
     * holds them, for some seconds from a thread of its own. What escapes without holding an output (forked at this very
     * moment, or left by parents that exited before), {@link ProcessSweep} finds. As slow as {@link #signalTerm}.
     */
    void kill() {
        signal(true);
        if (process != null && outputsEnded.getCount() > 0 && killingHolders.compareAndSet(false, true)) {
            startHolderThread();
        }
    }

    private void run() {
        CommandLauncher launch = CommandLauncher.launch(spec);
        pipes = launch.pipes();
        process = launch.process();
        launched.countDown();
        if (process == null) {
            events.outputEnd(false);
            events.outputEnd(true);
            events.ended(launch.refusal());
        } else {
            follow(pipes.stdout().input(), pipes.stderr().input());
            Outcome exit = exit();
            closeStdin();
            events.ended(failure == null ? exit : failure);
        }
    }

    private void follow(InputStream stdout, InputStream stderr) {
        Thread.currentThread().setName("command-" + pid() + "-stdout");
        Thread errors = startErrorThread(stderr);
        read(false, stdout);
        if (errors == null) {
            read(true, stderr);
        } else {
            awaitFully(errors::join);
        }
        outputsEnded.countDown();
    }

    private Thread startErrorThread(InputStream stderr) {
        try {
            Thread thread = thread(() -> read(true, stderr), "command-" + pid() + "-stderr");
            thread.start();
            return thread;
        } catch (OutOfMemoryError e) {
            fail("no thread is left to read its stderr");
            return null;
        }
    }

    private void startHolderThread() {
        try {
            thread(this::killHolders, "command-" + pid() + "-kill").start();
        } catch (OutOfMemoryError e) {
            pipes.outputHolders().kill();
            killingHolders.set(false);
        }
    }

    private void killHolders() {
        try {
            boolean held = true;
            for (int round = 0; held && round < MAX_KILL_ROUNDS; round++) {
                held = !outputsEnded.await(KILL_ROUND_MS, TimeUnit.MILLISECONDS)
                        && pipes.outputHolders().kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            killingHolders.set(false);
        }
    }

    private void read(boolean stderr, InputStream in) {
        try (in) {
            copy(stderr, in);
        } catch (InterruptedException consumerGone) {
            kill();
        } catch (IOException e) {
            fail("its output can't be read: " + e.getMessage());
        } catch (RuntimeException e) {
            fail("its output can't be handed on: " + e);
        }
        events.outputEnd(stderr);
    }

    private void copy(boolean stderr, InputStream in) throws IOException, InterruptedException {
        byte[] data = new byte[READ_BYTES];
        for (int length = in.read(data); length >= 0; length = in.read(data)) {
            events.output(stderr, data, 0, length);
        }
    }

    /** A background child may hold it for longer, and somebody wait in a write to it. */
    private void closeStdin() {
        try {
            if (pipes.stdin() != null) {
                pipes.stdin().close();
            }
        } catch (IOException e) {
            fail("its stdin can't be closed: " + e.getMessage());
        }
    }

    private void fail(String reason) {
        failure = Outcome.failed(reason);
        kill();
    }

    private Outcome exit() {
        awaitFully(process::waitFor);
        int status = process.exitValue();
        int signal = status - SIGNAL_BASE;
        return signal > 0 && signal <= Signals.MAX ? Outcome.signalled(signal) : Outcome.exited(status);
    }

    /** The descendants are listed first: once their parent is gone they can't be found. A dead one's pid may be anyone's. */
    private void signal(boolean force) {
        ProcessHandle handle = process == null ? null : process.toHandle();
        if (handle == null || !handle.isAlive()) {
            return;
        }
        List<ProcessHandle> descendants = handle.descendants().toList();
        send(handle, force);
        descendants.forEach(descendant -> send(descendant, force));
    }

    private static boolean send(ProcessHandle handle, boolean force) {
        return force ? handle.destroyForcibly() : handle.destroy();
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, STACK_BYTES, false);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits however often it is interrupted, and leaves the thread as interrupted as it was. */
    private static void awaitFully(Wait wait) {
        boolean interrupted = false;
        while (true) {
            try {
                wait.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Wait {
        void await() throws InterruptedException;
    }
}
