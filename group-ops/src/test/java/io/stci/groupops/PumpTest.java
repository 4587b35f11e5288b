package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PumpTest {
    private Pump pump;
    private int steps;
    private int depth;
    private int deepest;

    @Test
    void askedFromWithinItRunsOnceMoreAndNotDeeper() {
        pump = new Pump(() -> {
            depth++;
            deepest = Math.max(deepest, depth);
            steps++;
            if (steps < 10_000) {
                pump.run();
                pump.run();
            }
            depth--;
        });
        pump.run();
        assertEquals(10_000, steps);
        assertEquals(1, deepest);
    }

    @Test
    void afterAFailureItRunsAgain() {
        pump = new Pump(() -> {
            steps++;
            if (steps == 1) {
                throw new IllegalStateException("the first step fails");
            }
        });
        assertThrows(IllegalStateException.class, () -> pump.run());
        pump.run();
        assertEquals(2, steps);
    }
}
