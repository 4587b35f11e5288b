package io.stci.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.core.RankSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedRunTest {
    @ParameterizedTest
    @ValueSource(strings = {"flat", "4x4", "2x2x4", "kary:2", "knomial:2"})
    void workWithoutFaultsComesThrough(String shape) {
        SimulatedRun run = new SimulatedRun("no faults", 1, shape, 16, PathConditions.LAN).addAll(100, 1_000_000);
        run.begin();
        run.finish(TimeUnit.MINUTES.toNanos(1));
        assertEquals(RankSet.empty(), run.faults().excused());
    }
}
