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

/** What writing and reading one frame costs; an operation is a frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameBenchmark {
    /** Bytes. */
    @Param({"64", "1024"})
    public int payload;

    private byte[] content;
    private ByteBuf batch;
    private FrameReader reader;
    private long sum;
    private final FrameReader.Consumer consumer = new FrameReader.Consumer() {
        @Override
        public int maxFrameBytes() {
            return FrameCodec.MAX_FRAME_BYTES;
        }

        @Override
        public boolean frame(Frame frame) {
            sum += frame.number() + frame.payloadLength();
            return true;
        }
    };

    @Setup(Level.Trial)
    public void open() {
        content = new byte[payload];
        batch = Samples.batch(payload);
        reader = new FrameReader(Samples.ALLOCATOR);
    }

    @TearDown(Level.Trial)
    public void close() {
        batch.release();
    }

    /** Room for a frame, its payload copied in, sealed, and given back. */
    @Benchmark
    public boolean encode() {
        return Frames.of(Samples.ALLOCATOR, 16, 1, sum++, content, 0, content.length)
                .release();
    }

    /** Cut out of a read and checked. */
    @Benchmark
    @OperationsPerInvocation(Samples.BATCH)
    public long decode() {
        reader.read(batch.readerIndex(0).retain(), consumer);
        return sum;
    }
}
