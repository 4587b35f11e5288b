package io.stci.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.core.RankSet;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tool asks of a tree, several at once, while nodes are harmed. A fifth as many random runs as of others. */
class OperationFaultsTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long S = TimeUnit.SECONDS.toNanos(1);
    private static final long LIMIT_NS = TimeUnit.MINUTES.toNanos(30);

    static LongStream seeds() {
        long first = Long.getLong("stci.simulator.seed", 1);
        return LongStream.range(first, first + Math.max(1, Integer.getInteger("stci.simulator.runs", 300) / 5));
    }

    @Test
    void withoutFaultsAllAreHeld() {
        finishWithAll(working("no faults", "2x2x4", 16, 1, 24));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJunctionMayDieAtAnyStep(boolean inFlightIsLost) {
        for (int step = 0; step < 2000; step += 100) {
            SimulatedRun run = working("junction dies at step " + step, "2x2", 4, step, 12);
            run.step(step);
            run.faults().crash(1 + step / 100 % 2, inFlightIsLost);
            finishWithAll(run);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 150, 1000})
    void twoOnOnePathMayDie(int apart) {
        for (int step = 0; step < 2000; step += 250) {
            SimulatedRun run = working("two die from step " + step, "2x2x2", 8, step, 12);
            run.step(step);
            run.faults().crash(3, true);
            run.step(apart);
            run.faults().crash(1, false);
            finishWithAll(run);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,11", "1,25", "3,12", "3,40"})
    void aJunctionMayFreezeLongerThanTheDeadlineAndReturn(int junction, int seconds) {
        SimulatedRun run = working("freeze", "2x2x4", 16, seconds, 20);
        run.advance(10 * MS);
        run.faults().freeze(junction, seconds * S);
        run.advance((seconds + 5) * S);
        finishWithAll(run);
    }

    @ParameterizedTest
    @CsvSource({"1,0", "0,1", "3,1", "1,3"})
    void aLinkMayBeCutOneWay(int from, int to) {
        SimulatedRun run = working("cut from " + from + " to " + to, "2x2x4", 16, 1, 20);
        run.advance(10 * MS);
        run.faults().cut(from, to, 60 * S);
        finishWithAll(run);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAgentMayDieHalfWay(boolean inFlightIsLost) {
        for (int step = 0; step < 2000; step += 250) {
            SimulatedRun run = working("agent dies at step " + step, "2x2", 4, step, 12);
            run.step(step);
            run.faults().crash(run.tree().topology().node(1), inFlightIsLost);
            run.finish(LIMIT_NS);
            assertEquals(RankSet.of(1), run.faults().excused());
        }
    }

    /** Waves of nobody end as they are asked for: to ask for one behind another would never end. */
    @Test
    void allAgentsMayDie() {
        SimulatedRun run = working("all agents die", "2x2", 4, 1, 40);
        run.advance(10 * MS);
        for (int rank = 0; rank < 4; rank++) {
            run.faults().crash(run.tree().topology().node(rank), rank % 2 == 0);
        }
        run.finish(LIMIT_NS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyLinkMayLoseRepeatAndReorder(long seed) {
        PathConditions lossy = PathConditions.LAN.lossy(0.05, 0.05);
        SimulatedRun run = new SimulatedRun("5% loss", seed, "4x4", 16, lossy, true);
        run.add(new OperationLoad(run.simulation(), 16, 12, MS));
        run.begin();
        run.advance(30 * MS);
        run.faults().crash(2, true);
        finishWithAll(run);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachIsDoneOnceAndItsResultIsTheTruth(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int faults = 1 + random.nextInt(6);
        int gapMs = random.nextBoolean() ? 50 : 8_000;
        int agents = 1 + random.nextInt(14);
        int count = 5 + random.nextInt(14);
        String shape = "kary:" + (2 + random.nextInt(3));
        SimulatedRun run = new SimulatedRun("operations", seed, shape, agents, PathConditions.LAN);
        run.add(new OperationLoad(run.simulation(), agents, count, (long) gapMs * faults * MS * 4 / count));
        run.begin();
        for (int fault = 0; fault < faults; fault++) {
            run.advance(random.nextInt(gapMs) * MS);
            run.faults().random();
        }
        run.finish(LIMIT_NS);
    }

    private static SimulatedRun working(String name, String shape, int agents, long seed, int count) {
        SimulatedRun run = new SimulatedRun(name, seed, shape, agents, PathConditions.LAN);
        run.add(new OperationLoad(run.simulation(), agents, count, MS));
        run.begin();
        return run;
    }

    private static void finishWithAll(SimulatedRun run) {
        run.finish(LIMIT_NS);
        assertEquals(RankSet.empty(), run.faults().excused());
    }
}
