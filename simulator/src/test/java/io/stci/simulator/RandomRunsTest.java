package io.stci.simulator;

import io.stci.wire.SlowChild;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Short runs with everything at random. {@code stci.simulator.runs} and {@code stci.simulator.seed} say how many
 * and from which seed on; {@code stci.simulator.frames=true} traces each frame.
 */
class RandomRunsTest {
    private static final List<String> SHAPES = List.of("flat", "kary:2", "kary:3", "kary:4", "knomial:2", "knomial:3");
    private static final List<String> SHAPES_OF_16 = List.of("4x4", "2x2x4", "2x8", "2x2x2x2");
    private static final int[] LONGEST_GAPS_MS = {1, 60, 3_000, 15_000};

    private static final SlowChild[] POLICIES = {
        SlowChild.SLOW_BLOCK, SlowChild.SLOW_BLOCK, SlowChild.SLOW_SHED, SlowChild.SLOW_CONFLATE
    };

    static LongStream seeds() {
        long first = Long.getLong("stci.simulator.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("stci.simulator.runs", 300));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostOrCountedTwice(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedRun run = tree(seed, random);
        if (Boolean.getBoolean("stci.simulator.frames")) {
            run.simulation().traceFrames();
        }
        int faults = 1 + random.nextInt(10);
        int longestGapMs = LONGEST_GAPS_MS[random.nextInt(LONGEST_GAPS_MS.length)];
        int amount = 20 + random.nextInt(100);
        long workNs = TimeUnit.MILLISECONDS.toNanos((long) longestGapMs * faults);
        run.addAll(amount, Math.max(1_000_000, workNs / amount), POLICIES[random.nextInt(POLICIES.length)]);
        run.begin();
        for (int fault = 0; fault < faults; fault++) {
            run.advance(TimeUnit.MILLISECONDS.toNanos(random.nextInt(longestGapMs + 1)));
            run.faults().random();
        }
        run.finish(TimeUnit.MINUTES.toNanos(20));
    }

    /**
     * Runs that failed once: a restarted agent taken for the old one; a junction stopped as its parent died; one that was stopped
     * and reported as lost who had left it; one that was stopped for longer than the deadline as its parent died out of its sight;
     * an agent that came back while nobody could tell; those who find out late that two above them are gone.
     */
    @ParameterizedTest
    @ValueSource(longs = {202442, 203647, 5786, 5135, 5766, 9815})
    void whatFailedOnceIsMended(long seed) {
        nothingIsLostOrCountedTwice(seed);
    }

    private static SimulatedRun tree(long seed, SplittableRandom random) {
        boolean fixed = random.nextInt(3) == 0;
        List<String> shapes = fixed ? SHAPES_OF_16 : SHAPES;
        String shape = shapes.get(random.nextInt(shapes.size()));
        int agents = fixed ? 16 : 1 + random.nextInt(40);
        boolean datagrams = random.nextInt(4) == 0;
        PathConditions paths = datagrams
                ? PathConditions.LAN.lossy(random.nextDouble(0.1), random.nextDouble(0.05))
                : PathConditions.LAN;
        String name = datagrams ? "random faults on datagrams" : "random faults";
        return new SimulatedRun(name, seed, shape, agents, paths, datagrams);
    }
}
