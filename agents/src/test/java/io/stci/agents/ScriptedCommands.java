package io.stci.agents;

import io.stci.session.Outcome;
import io.stci.wire.ExecSpec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Commands that do what a test says, on the test's thread and in virtual time. */
final class ScriptedCommands implements CommandRunner {
    private final Consumer<Command> script;
    private final Path spoolDirectory;
    final Map<Integer, Command> byRank = new TreeMap<>();

    /** @param script what each command does as soon as it has started */
    ScriptedCommands(Path spoolDirectory, Consumer<Command> script) {
        this.script = script;
        this.spoolDirectory = spoolDirectory;
    }

    @Override
    public Running start(CommandSpec spec, ExecSpec.Mode mode, Listener listener) {
        Command command = new Command(Integer.parseInt(spec.environment().get("STCI_RANK")), mode, listener);
        byRank.put(command.rank, command);
        script.accept(command);
        return command;
    }

    /** One scripted command. */
    final class Command implements Running {
        final int rank;
        final ByteArrayOutputStream input = new ByteArrayOutputStream();
        boolean inputEnded;
        boolean takesInput = true;
        boolean terminated;
        boolean killed;
        int outstandingRecords;
        private final ExecSpec.Mode mode;
        private final Listener listener;
        private final OutputSpool stdout = new OutputSpool(spoolDirectory);
        private final OutputSpool stderr = new OutputSpool(spoolDirectory);
        private boolean over;

        Command(int rank, ExecSpec.Mode mode, Listener listener) {
            this.rank = rank;
            this.mode = mode;
            this.listener = listener;
        }

        Command started() {
            listener.started();
            return this;
        }

        Command print(String text) {
            return write(false, text.getBytes(StandardCharsets.UTF_8), false);
        }

        Command complain(String text) {
            return write(true, text.getBytes(StandardCharsets.UTF_8), false);
        }

        Command write(boolean ofStderr, byte[] record, boolean lineContinues) {
            if (mode == ExecSpec.Mode.GATHER) {
                (ofStderr ? stderr : stdout).append(record, 0, record.length);
            } else {
                outstandingRecords++;
                listener.output(ofStderr, record, lineContinues, () -> outstandingRecords--);
            }
            return this;
        }

        void exit(Outcome outcome) {
            if (over) {
                return;
            }
            over = true;
            endOutput(false, stdout);
            endOutput(true, stderr);
            listener.ended(outcome);
        }

        @Override
        public void stdin(byte[] data, Runnable taken) {
            input.writeBytes(data);
            if (takesInput) {
                taken.run();
            }
        }

        @Override
        public void endStdin() {
            inputEnded = true;
        }

        @Override
        public void terminate() {
            terminated = true;
        }

        @Override
        public void kill() {
            killed = true;
            exit(Outcome.signalled(Signals.SIGKILL));
        }

        private void endOutput(boolean ofStderr, OutputSpool spool) {
            if (mode == ExecSpec.Mode.GATHER) {
                listener.held(ofStderr, spool);
            } else {
                spool.close();
            }
            listener.outputEnded(ofStderr);
        }
    }
}
