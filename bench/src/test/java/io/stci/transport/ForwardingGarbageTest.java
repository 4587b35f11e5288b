package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.stci.bench.FastThreads;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.function.ToIntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes through a node in the long run must leave nothing for its garbage collector. */
class ForwardingGarbageTest {
    private static final int READS = 5000;
    /** A few objects of the machinery around, over all reads. */
    private static final double NOTHING_BYTES = 1;

    @ParameterizedTest
    @ValueSource(ints = {64, 1024})
    void aForwardedFrameLeavesNone(int payloadBytes) throws Exception {
        assertNone(payloadBytes, LinkBenchmark::forward);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 1024})
    void aFrameToEightLinksLeavesNone(int payloadBytes) throws Exception {
        assertNone(payloadBytes, LinkBenchmark::multisend);
    }

    private static void assertNone(int payloadBytes, ToIntFunction<LinkBenchmark> read) throws Exception {
        ExecutorService thread = new FastThreads(1, "node");
        try {
            double bytes =
                    thread.submit(() -> bytesEachFrame(payloadBytes, read)).get();
            assertTrue(bytes < NOTHING_BYTES, bytes + " bytes for each frame");
        } finally {
            thread.shutdown();
        }
    }

    private static double bytesEachFrame(int payloadBytes, ToIntFunction<LinkBenchmark> read) {
        LinkBenchmark benchmark = new LinkBenchmark();
        benchmark.payload = payloadBytes;
        benchmark.open();
        try {
            readAll(benchmark, read);
            long before = allocatedBytes();
            readAll(benchmark, read);
            return (double) (allocatedBytes() - before) / READS / Samples.BATCH;
        } finally {
            benchmark.close();
        }
    }

    private static void readAll(LinkBenchmark benchmark, ToIntFunction<LinkBenchmark> read) {
        for (int i = 0; i < READS; i++) {
            assertTrue(read.applyAsInt(benchmark) > 0);
        }
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
