package io.stci.ordering;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** Virtual time: runs tasks in the order of their moments, and remembers what was traced last. */
final class VirtualQueue {
    private static final int TRACED_LINES = 300;

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNs).thenComparingLong(Task::order));
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private final boolean tracing;
    private final long startNs;
    private long nowNs;
    private long order;

    VirtualQueue(long startNs, boolean tracing) {
        this.startNs = startNs;
        this.nowNs = startNs;
        this.tracing = tracing;
    }

    long nowNs() {
        return nowNs;
    }

    long elapsedNs() {
        return nowNs - startNs;
    }

    void at(long atNs, Runnable task) {
        tasks.add(new Task(Math.max(nowNs, atNs), order++, task));
    }

    /** Runs the next task; false if there is none. */
    boolean step() {
        Task next = tasks.poll();
        if (next == null) {
            return false;
        }
        nowNs = next.atNs;
        next.task.run();
        return true;
    }

    void trace(Supplier<String> line) {
        if (tracing) {
            lines.add(String.format("%12.6f ms %s", elapsedNs() / 1e6, line.get()));
            if (lines.size() > TRACED_LINES) {
                lines.remove();
            }
        }
    }

    String traced() {
        return String.join("\n", lines);
    }

    private record Task(long atNs, long order, Runnable task) {}
}
