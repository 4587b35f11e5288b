package io.stci.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.wire.SlowChild;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedRunTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    @ParameterizedTest
    @ValueSource(strings = {"flat", "4x4", "2x2x4", "kary:2", "knomial:2"})
    void workWithoutFaultsComesThrough(String shape) {
        SimulatedRun run = new SimulatedRun("no faults", 1, shape, 16, PathConditions.LAN).addAll(100, MS);
        run.begin();
        run.finish(MINUTE);
        assertEquals(RankSet.empty(), run.faults().excused());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRunIsAFunctionOfItsSeed(boolean datagrams) {
        String first = traceOf(5, datagrams);
        assertEquals(first, traceOf(5, datagrams));
        assertNotEquals(first, traceOf(6, datagrams));
    }

    @Test
    void aFailureShowsItsSeedWhatWasBrokenAndTheTrace() {
        SimulatedRun run = new SimulatedRun("half of the work", 42, "4x4", 16, PathConditions.LAN).addAll(100, MS);
        run.begin();
        run.faults().crash(2, true);
        SimulationFailure failure = assertThrows(SimulationFailure.class, () -> run.finish(20 * MS));
        assertTrue(failure.getMessage().startsWith("half of the work, 4x4 over 16 agents, seed 42:"));
        assertTrue(failure.getMessage().contains("no end: "), failure.getMessage());
        assertTrue(failure.getMessage().contains("host 2: its process crashes"), failure.getMessage());
    }

    @Test
    void whatIsLostOrChangedIsFound() {
        WaveLoad waves = new WaveLoad(new Simulation(1, PathConditions.LAN), 4, 3, 1, MINUTE, MS);
        MessageLoad messages =
                new MessageLoad(new Simulation(1, PathConditions.LAN), 2, 5, 1, 10, MS, SlowChild.SLOW_BLOCK);
        RecordLoad records = new RecordLoad(new Simulation(1, PathConditions.LAN), "lines", 2, 5, MS);
        assertEquals(List.of(), waves.violations(RankSet.empty()));
        assertEquals(2, messages.violations(RankSet.empty()).size());
        assertEquals(1, messages.violations(RankSet.of(0)).size());
        assertEquals(2, records.violations(RankSet.empty()).size());
    }

    private static String traceOf(long seed, boolean datagrams) {
        PathConditions paths = datagrams ? PathConditions.LAN.lossy(0.05, 0.05) : PathConditions.LAN;
        SimulatedRun run = new SimulatedRun("repeated", seed, "2x2x4", 16, paths, datagrams).addAll(50, MS);
        run.simulation().traceFrames();
        run.begin();
        for (int i = 0; i < 5; i++) {
            run.advance(10 * MS);
            run.faults().random();
        }
        run.finish(10 * MINUTE);
        return run.simulation().traceText();
    }
}
