package io.stci.agents;

import io.stci.wire.ExecSpec;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Cuts output into records; holds the command up while records of the same output wait to be sent. */
final class RecordRelay extends OutputRelay {
    private static final int RECORD_BYTES = 32 << 10;
    /** An unfinished line is held back up to this size, so that short ones travel whole. */
    private static final int HELD_LINE_BYTES = 256 << 10;

    private static final int OUTSTANDING_RECORDS = 2;

    private final Path stdout;
    private final Path stderr;
    private final boolean wholeLines;
    private final boolean terminateLastLine;

    RecordRelay(Executor nodeThread, CommandRunner.Listener listener, ExecSpec.Mode mode) {
        super(nodeThread, listener);
        this.wholeLines = mode != ExecSpec.Mode.BLOCKS;
        this.terminateLastLine = mode == ExecSpec.Mode.LINES;
        this.stdout = new Path(false);
        this.stderr = new Path(true);
    }

    @Override
    public void output(boolean ofStderr, byte[] data, int offset, int length) throws InterruptedException {
        Path path = ofStderr ? stderr : stdout;
        if (wholeLines) {
            path.cutter.feed(data, offset, length);
        } else {
            path.record(data, offset, length, false);
        }
    }

    @Override
    public void outputEnd(boolean ofStderr) {
        Path path = ofStderr ? stderr : stdout;
        try {
            path.cutter.end(terminateLastLine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nodeThread.execute(() -> listener.outputEnded(ofStderr));
    }

    /** One of the two outputs. */
    private final class Path {
        private final boolean ofStderr;
        private final Semaphore room = new Semaphore(OUTSTANDING_RECORDS);
        private final LineCutter cutter = new LineCutter(RECORD_BYTES, HELD_LINE_BYTES, this::record);

        Path(boolean ofStderr) {
            this.ofStderr = ofStderr;
        }

        void record(byte[] data, int offset, int length, boolean lineContinues) throws InterruptedException {
            room.acquire();
            byte[] record = Arrays.copyOfRange(data, offset, offset + length);
            nodeThread.execute(() -> listener.output(ofStderr, record, lineContinues, room::release));
        }
    }
}
