package io.stci.simulator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thousand nodes with dozens of faults. */
class LargeRunTest {
    private static final int FAULTS = 36;

    @ParameterizedTest
    @CsvSource({"kary:16, 940, false", "kary:4, 750, false", "kary:16, 940, true"})
    void aThousandNodesComeThroughDozensOfFaults(String shape, int agents, boolean datagrams) {
        PathConditions paths = datagrams ? PathConditions.LAN.lossy(0.01, 0.01) : PathConditions.LAN;
        SimulatedRun run = new SimulatedRun("large", 11, shape, agents, paths, datagrams)
                .addAll(30, TimeUnit.MILLISECONDS.toNanos(20));
        assertTrue(run.tree().topology().nodes() >= 1000, run.tree().topology().nodes() + " nodes");
        run.begin();
        for (int i = 0; i < FAULTS; i++) {
            run.advance(TimeUnit.MILLISECONDS.toNanos(run.simulation().random().nextInt(30)));
            run.faults().random();
        }
        run.finish(TimeUnit.MINUTES.toNanos(20));
    }
}
