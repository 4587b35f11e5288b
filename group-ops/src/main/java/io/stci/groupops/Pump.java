package io.stci.groupops;

/**
 * Runs a step, and once more whenever it is asked to from within the step: what a step calls may call back. So a consumer
 * that grants room inside {@code data} makes a loop longer instead of a stack deeper. Confined to the node's thread.
 */
final class Pump {
    private final Runnable step;
    private boolean running;
    private boolean again;

    Pump(Runnable step) {
        this.step = step;
    }

    void run() {
        again = true;
        if (!running) {
            running = true;
            try {
                repeat();
            } finally {
                running = false;
            }
        }
    }

    private void repeat() {
        while (again) {
            again = false;
            step.run();
        }
    }
}
