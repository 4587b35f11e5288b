package io.stci.transport;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a frame costs on its way through a node's links, system calls apart; an operation is a frame that came in. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LinkBenchmark {
    private static final int CHILDREN = 8;

    /** Bytes. */
    @Param({"64", "1024"})
    public int payload;

    private LinkBed forwarding;
    private LinkBed multisending;
    private ByteBuf batch;

    @Setup(Level.Trial)
    public void open() {
        forwarding = new LinkBed(1, this::forward);
        multisending = new LinkBed(CHILDREN, this::multisend);
        batch = Samples.batch(payload);
    }

    @TearDown(Level.Trial)
    public void close() {
        forwarding.close();
        multisending.close();
        batch.release();
    }

    /** Received, and passed on unchanged to one link, as a junction does on the way up. */
    @Benchmark
    @OperationsPerInvocation(Samples.BATCH)
    public int forward() {
        forwarding.read(batch.readerIndex(0).retain());
        return batch.refCnt();
    }

    /** Received, and passed on unchanged to 8 links, as a junction does on the way down. */
    @Benchmark
    @OperationsPerInvocation(Samples.BATCH)
    public int multisend() {
        multisending.read(batch.readerIndex(0).retain());
        return batch.refCnt();
    }

    private void forward(Frame frame) {
        forwarding.target(0).send(frame.retainedFrame(), Lane.DATA);
    }

    private void multisend(Frame frame) {
        ByteBuf shared = frame.retainedFrame();
        for (int i = 0; i < CHILDREN; i++) {
            multisending.target(i).send(shared.retainedDuplicate(), Lane.DATA);
        }
        shared.release();
    }
}
