package io.stci.simulator;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Short runs with random faults. */
class RandomRunsTest {
    private static final String[] SHAPES = {"4x4", "2x2x4", "kary:2", "knomial:2", "flat", "kary:4"};

    static LongStream seeds() {
        long first = Long.getLong("stci.simulator.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("stci.simulator.runs", 300));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostOrCountedTwice(long seed) {
        String shape = SHAPES[(int) (seed % SHAPES.length)];
        SimulatedRun run = new SimulatedRun("random faults", seed, shape, 16, PathConditions.LAN).addAll(100);
        if (Boolean.getBoolean("stci.simulator.frames")) {
            run.simulation().traceFrames();
        }
        run.begin();
        for (int fault = 0; fault < 6; fault++) {
            run.advance(TimeUnit.MILLISECONDS.toNanos(run.simulation().random().nextInt(60)));
            run.faults().random();
        }
        run.finish(TimeUnit.MINUTES.toNanos(5));
    }
}
