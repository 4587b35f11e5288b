package io.stci.agents;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.LeafHandler;
import io.stci.groupops.LeafStream;
import io.stci.groupops.Streams;
import io.stci.session.Outcome;
import io.stci.session.StatusLine;
import io.stci.wire.ExecControl;
import io.stci.wire.ExecSpec;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** One command of a job at one agent: its output and its end go up, what comes down goes to it. Confined to the node's thread. */
final class AgentJob implements CommandRunner.Listener, LeafHandler {
    private static final Runnable NOTHING = () -> {};

    private final ExecSpec spec;
    private final LeafStream control;
    private final Streams streams;
    private final Scheduler scheduler;
    private final Runnable onClose;
    private final StreamSender status;
    private final StreamSender stdout;
    private final StreamSender stderr;
    private OutputSpool heldStdout;
    private OutputSpool heldStderr;
    private CommandRunner.Running command;
    private StdinHandler input;
    private boolean over;

    AgentJob(ExecSpec spec, LeafStream control, Streams streams, Scheduler scheduler, Runnable onClose) {
        this.spec = spec;
        this.control = control;
        this.streams = streams;
        this.scheduler = scheduler;
        this.onClose = onClose;
        this.status = new StreamSender(control);
        this.stdout = sender(spec.getStdoutStream());
        this.stderr = sender(spec.getStderrStream());
        control.handler(this);
    }

    void start(CommandRunner runner, CommandSpec commandSpec) {
        command = runner.start(commandSpec, spec.getMode(), this);
        LeafStream stdin = streams.leaf(spec.getStdinStream());
        if (stdin != null) {
            input = new StdinHandler(stdin);
            stdin.handler(input);
        }
    }

    void kill() {
        if (!over) {
            command.kill();
        }
    }

    /** What the agent holds of a gathered output; null if nothing. */
    OutputSpool spool(boolean ofStderr) {
        return ofStderr ? heldStderr : heldStdout;
    }

    @Override
    public void started() {
        control.begin();
        begin(spec.getStdoutStream());
        begin(spec.getStderrStream());
    }

    @Override
    public void output(boolean ofStderr, byte[] record, boolean lineContinues, Runnable taken) {
        (ofStderr ? stderr : stdout).send(record, lineContinues, taken);
    }

    @Override
    public void held(boolean ofStderr, OutputSpool spool) {
        if (control.isClosed()) {
            spool.close();
            return;
        }
        if (ofStderr) {
            heldStderr = spool;
        } else {
            heldStdout = spool;
        }
        report(new StatusLine.Held(ofStderr, spool.length(), HexFormat.of().formatHex(spool.sha256())));
    }

    @Override
    public void outputEnded(boolean ofStderr) {
        StreamSender sender = ofStderr ? stderr : stdout;
        if (sender != null) {
            sender.end();
        }
    }

    @Override
    public void ended(Outcome outcome) {
        over = true;
        if (input != null) {
            command.endStdin();
            input.release();
        }
        report(new StatusLine.Ended(outcome));
        status.end();
    }

    /** The front-end ends the command. */
    @Override
    public void message(long number, ByteBuf payload) {
        ExecControl order = parse(payload);
        if (!over && order.getGraceNs() > 0) {
            command.terminate();
            scheduler.schedule(order.getGraceNs(), this::kill);
        } else {
            kill();
        }
        control.ack(number);
    }

    @Override
    public void closed() {
        kill();
        close(heldStdout);
        close(heldStderr);
        onClose.run();
    }

    private static ExecControl parse(ByteBuf payload) {
        try {
            return ExecControl.parseFrom(ByteBufUtil.getBytes(payload));
        } catch (InvalidProtocolBufferException e) {
            throw new StciException(Status.PROTOCOL_ERROR, "exec control", "is malformed: " + e.getMessage(), "", e);
        }
    }

    private void report(StatusLine line) {
        status.send((line.text() + "\n").getBytes(StandardCharsets.UTF_8), false, NOTHING);
    }

    private StreamSender sender(int stream) {
        return stream == 0 ? null : new StreamSender(openLeaf(stream));
    }

    private void begin(int stream) {
        LeafStream leaf = streams.leaf(stream);
        if (leaf != null) {
            leaf.begin();
        }
    }

    private LeafStream openLeaf(int stream) {
        LeafStream leaf = streams.leaf(stream);
        if (leaf == null) {
            throw new StciException(
                    Status.PROTOCOL_ERROR,
                    "job " + control.spec().getId(),
                    "names stream " + stream + ", which is not open",
                    "");
        }
        return leaf;
    }

    private static void close(OutputSpool spool) {
        if (spool != null) {
            spool.close();
        }
    }

    /** Passes standard input on; acknowledges what the command has taken, and everything once it is over. */
    private final class StdinHandler implements LeafHandler {
        private final LeafStream stream;
        private long newest;

        StdinHandler(LeafStream stream) {
            this.stream = stream;
        }

        /** The command is over: nobody waits for it to read any more. */
        void release() {
            stream.ack(newest);
        }

        @Override
        public void message(long number, ByteBuf payload) {
            newest = number;
            if (over) {
                stream.ack(number);
            } else {
                command.stdin(ByteBufUtil.getBytes(payload), () -> stream.ack(number));
            }
        }

        @Override
        public void end(long number) {
            if (!over) {
                command.endStdin();
            }
            stream.ack(number);
        }
    }
}
