package io.stci.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.wire.SlowChild;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of fault by its name, with waves, lines and messages under way. */
class NamedFaultsTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long S = TimeUnit.SECONDS.toNanos(1);
    private static final long LIMIT_NS = TimeUnit.MINUTES.toNanos(10);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJunctionMayDieAtAnyStepOfAWave(boolean inFlightIsLost) {
        int steps = atEachStep("2x2", 4, 1, run -> run.faults().crash(1, inFlightIsLost));
        assertTrue(steps > 30, "only " + steps + " steps");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aParentMayDieWithTheGrandparentAtAnyStep(boolean inFlightIsLost) {
        atEachStep("2x2x2", 8, 3, run -> {
            run.faults().crash(1, inFlightIsLost);
            run.faults().crash(3, inFlightIsLost);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 150})
    void twoOnOnePathMayDieOneAfterTheOther(int apart) {
        atEachStep("2x2x2x2", 16, 5, run -> {
            run.faults().crash(7, true);
            run.step(apart);
            run.faults().crash(3, false);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAdopterMayDieAtAnyStepOfItsAdoptions(boolean inFlightIsLost) {
        for (int step = 0; step < 200; step += 4) {
            SimulatedRun run = working("adopter dies at step " + step, "2x2x2", 8);
            run.advance(5 * MS);
            run.faults().crash(3, inFlightIsLost);
            run.step(step);
            run.faults().crash(1, inFlightIsLost);
            finishWithAll(run);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAgentMayDieWithItsWaveHalfWayUp(boolean inFlightIsLost) {
        for (int step = 0; step < 120; step++) {
            SimulatedRun run = new SimulatedRun("agent dies at step " + step, step, "2x2", 4, PathConditions.LAN);
            WaveLoad waves = run.add(new WaveLoad(run.simulation(), 4, 3, 1, LIMIT_NS, MS));
            run.begin();
            run.step(step);
            run.faults().crash(run.tree().topology().node(1), inFlightIsLost);
            run.finish(LIMIT_NS);
            assertTrue(waves.lastHeld().containsAll(RankSet.parse("0,2-3")));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,11", "1,25", "3,12", "3,40"})
    void aJunctionMayFreezeLongerThanTheDeadlineAndReturn(int junction, int seconds) {
        SimulatedRun run = working("freeze", "2x2x4", 16);
        run.advance(10 * MS);
        run.faults().freeze(junction, seconds * S);
        run.advance((seconds + 5) * S);
        finishWithAll(run);
    }

    /** It could not hear its parent fall silent, and those below it wait for it just long enough. */
    @ParameterizedTest
    @CsvSource({"0,11900", "5000,11700", "9400,11800", "9900,10300", "9900,11500"})
    void aJunctionMayFreezeWhileItsParentFallsSilent(int silentMs, int frozenMs) {
        SimulatedRun run = working("freeze below a dead parent", "2x2x4", 16);
        run.advance(10 * MS);
        run.faults().powerOff(1);
        run.advance(silentMs * MS);
        run.faults().freeze(3, frozenMs * MS);
        finishWithAll(run);
    }

    @ParameterizedTest
    @CsvSource({"1,0", "0,1", "3,1", "1,3"})
    void aLinkMayBeCutOneWay(int from, int to) {
        SimulatedRun run = working("cut from " + from + " to " + to, "2x2x4", 16);
        run.advance(10 * MS);
        run.faults().cut(from, to, 60 * S);
        finishWithAll(run);
    }

    @Test
    void aJunctionMayBeCutOffFromEverything() {
        SimulatedRun run = working("isolation", "2x2x4", 16);
        run.advance(10 * MS);
        for (int node = 0; node < run.tree().topology().nodes(); node++) {
            run.faults().cut(1, node, 60 * S);
            run.faults().cut(node, 1, 60 * S);
        }
        finishWithAll(run);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 20})
    void aBrokenConnectionIsResumedWithoutAnotherParent(int node) {
        SimulatedRun run = working("broken connection of node " + node, "2x2x4", 16);
        for (int i = 0; i < 20; i++) {
            run.advance(2 * MS);
            run.faults().breakLink(node);
        }
        finishWithAll(run);
        assertTrue(run.tree().frontEnd().progress().startsWith("22 of 22"));
    }

    @ParameterizedTest
    @CsvSource({"0,true", "0,false", "1,true", "100,false", "3000,false", "10400,false", "10501,false", "11000,false"})
    void anAgentMayJoinWhileItsParentIsBeingAdopted(int afterMs, boolean heard) {
        SimulatedRun run = new SimulatedRun("joiner", afterMs, "2x2x4", 16, PathConditions.LAN).addAll(60, MS);
        int late = run.tree().topology().node(5);
        run.beginWithout(late, 100 * MS);
        run.advance(20 * MS);
        int grandparent = run.tree().topology().parent(run.tree().topology().parent(late));
        if (heard) {
            run.faults().crash(grandparent, true);
        } else {
            run.faults().powerOff(grandparent);
        }
        run.advance(afterMs * MS);
        run.tree().startLate(late);
        finishWithAll(run);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyLinkMayLoseRepeatAndReorder(long seed) {
        PathConditions lossy = PathConditions.LAN.lossy(0.05, 0.05);
        SimulatedRun run = new SimulatedRun("5% loss", seed, "4x4", 16, lossy, true).addAll(100, MS);
        run.begin();
        run.advance(30 * MS);
        run.faults().crash(2, true);
        finishWithAll(run);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 3000})
    void aJunctionThatIsStartedAnewIsNotTakenForTheOldOne(int afterMs) {
        SimulatedRun run = working("restart", "2x2x4", 16);
        run.advance(10 * MS);
        run.faults().restart(3, afterMs * MS);
        run.advance(20 * MS);
        run.faults().restart(1, afterMs * MS);
        finishWithAll(run);
    }

    /** The junction that was started anew is in no tree, and goes again before it hears that it has no place. */
    @ParameterizedTest
    @ValueSource(ints = {1, 30, 3000})
    void whoStartsAnewBelowAnotherThatDidIsNotTakenForTheOldOne(int afterMs) {
        SimulatedRun run = working("restart of both", "2x2x4", 16);
        run.faults().cut(3, 1, 20 * S);
        run.advance(20 * MS);
        run.faults().restart(run.tree().topology().node(1), afterMs * MS);
        run.faults().restart(3, afterMs * MS);
        run.advance(afterMs * MS + S);
        run.faults().crash(3, true);
        run.finish(LIMIT_NS);
        assertEquals(RankSet.parse("1"), run.faults().excused());
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_SHED", "SLOW_CONFLATE"})
    void whoIsSlowIsToldWhatItMissesAndHoldsNobodyUp(SlowChild policy) {
        SimulatedRun run = new SimulatedRun("slow member", 7, "4x4", 16, PathConditions.LAN);
        MessageLoad messages = run.add(new MessageLoad(run.simulation(), 16, 9000, 8, 300, MS / 4, policy));
        run.begin();
        run.advance(10 * MS);
        run.faults().freeze(run.tree().topology().node(5), 8 * S);
        run.advance(7 * S);
        assertTrue(messages.acked() > 8000, "only " + messages.acked() + " were acknowledged");
        run.finish(LIMIT_NS);
        assertTrue(messages.gaps() > 0);
    }

    @Test
    void aSlowLinkHoldsUpAndLosesNothing() {
        SimulatedRun run = working("slow link", "4x4", 16);
        run.faults().slow(2, 1000, 20 * S);
        finishWithAll(run);
    }

    @Test
    void theFrontEndMayStopForAWhile() {
        SimulatedRun run = working("front-end stops", "4x4", 16);
        run.advance(10 * MS);
        run.faults().freeze(0, 8 * S);
        finishWithAll(run);
    }

    private static SimulatedRun working(String name, String shape, int agents) {
        SimulatedRun run = new SimulatedRun(name, 7, shape, agents, PathConditions.LAN).addAll(60, MS);
        run.begin();
        return run;
    }

    private static void finishWithAll(SimulatedRun run) {
        run.finish(LIMIT_NS);
        assertEquals(RankSet.empty(), run.faults().excused());
    }

    /** A wave for each step of it: the fault comes at that step. Returns how many steps there were. */
    private static int atEachStep(String shape, int agents, long seed, Consumer<SimulatedRun> fault) {
        int step = 0;
        for (boolean done = false; !done; step++) {
            SimulatedRun run = new SimulatedRun("step " + step, seed, shape, agents, PathConditions.LAN);
            run.add(new WaveLoad(run.simulation(), agents, 2, 1, LIMIT_NS, MS));
            run.begin();
            run.step(step);
            done = run.isDone();
            fault.accept(run);
            finishWithAll(run);
        }
        return step;
    }
}
