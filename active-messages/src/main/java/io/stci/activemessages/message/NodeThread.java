package io.stci.activemessages.message;

/** The thread that owns a node, as others see it. Threads: any. */
public interface NodeThread {
    /** Runs a task on it, later, behind those handed over before. */
    void execute(Runnable task);

    /** True if called on it. */
    boolean isCurrent();
}
