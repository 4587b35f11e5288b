package io.stci.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.core.RankSet;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are received by tag, and those to all agents, while nodes die. A fifteenth as many random runs as of others. */
class TagTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LIMIT_NS = TimeUnit.MINUTES.toNanos(30);

    static LongStream seeds() {
        long first = Long.getLong("stci.simulator.seed", 1);
        return LongStream.range(first, first + Math.max(1, Integer.getInteger("stci.simulator.runs", 300) / 15));
    }

    @Test
    void withoutFaultsAllComesOnceAndInOrder() {
        SimulatedRun run = run("2x2x2", 8, 1, 50, MS);
        run.finish(LIMIT_NS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aJunctionMayDieAtAnyMoment(int junction) {
        for (int step = 0; step < 400; step += 80) {
            SimulatedRun run = run("2x2x2", 8, step, 20, MS);
            run.step(step);
            run.faults().crash(junction, step % 160 == 0);
            run.finish(LIMIT_NS);
            assertEquals(RankSet.empty(), run.faults().excused());
        }
    }

    @Test
    void whoReceivesFromOneThatDiesIsToldAndOthersGoOn() {
        SimulatedRun run = run("2x2x2", 8, 3, 50, 10 * MS);
        run.advance(100 * MS);
        run.faults().crash(run.tree().topology().node(3), true);
        run.finish(LIMIT_NS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostOrComesTwice(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int faults = 1 + random.nextInt(6);
        int gapMs = random.nextBoolean() ? 50 : 8_000;
        int agents = 2 + random.nextInt(12);
        SimulatedRun run = run("kary:" + (2 + random.nextInt(3)), agents, seed, 25, (long) gapMs * faults * MS / 25);
        for (int fault = 0; fault < faults; fault++) {
            run.advance(random.nextInt(gapMs) * MS);
            run.faults().random();
        }
        run.finish(LIMIT_NS);
    }

    private static SimulatedRun run(String shape, int agents, long seed, int count, long paceNs) {
        SimulatedRun run = new SimulatedRun("tags", seed, shape, agents, PathConditions.LAN);
        run.add(new TagLoad(run.simulation(), agents, count, paceNs));
        run.begin();
        return run;
    }
}
