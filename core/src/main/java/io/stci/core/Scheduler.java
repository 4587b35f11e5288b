package io.stci.core;

/**
 * The time of a node, handed in. Protocol code knows no other clock.
 *
 * <p>Threads: a scheduler belongs to one node's thread. Every method is called on it, and every task runs on it, never
 * inside the call that scheduled it.
 */
public interface Scheduler {
    /** Nanoseconds since some fixed moment; never runs backward. */
    long nowNs();

    /**
     * Runs the task once, when at least the delay has passed. Tasks due at the same moment run in the order of their
     * scheduling.
     *
     * @param delayNs nanoseconds from now, 0 for as soon as possible
     */
    Timer schedule(long delayNs, Runnable task);

    /** A task that waits. */
    interface Timer {
        /** Forgets the task; without effect when it has run. */
        void cancel();
    }
}
