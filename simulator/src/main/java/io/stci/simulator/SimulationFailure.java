package io.stci.simulator;

import java.util.List;

/** A run broke a promise. The message has the run's name with its seed, what was broken, and the trace. */
public final class SimulationFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    SimulationFailure(String run, List<String> violations, String trace) {
        super(run + ":\n  " + String.join("\n  ", violations) + "\n" + trace);
    }
}
