package io.stci.groupops;

import io.stci.core.Scheduler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A scheduler whose time a test moves, in milliseconds. */
final class ManualScheduler implements Scheduler {
    private final List<Task> waiting = new ArrayList<>();
    private long nowNs = 7;

    private record Task(long dueNs, Runnable action) {}

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public Timer schedule(long delayNs, Runnable action) {
        Task task = new Task(nowNs + delayNs, action);
        waiting.add(task);
        return () -> waiting.removeIf(other -> other == task);
    }

    int waitingCount() {
        return waiting.size();
    }

    void advanceMs(long amountMs) {
        long endNs = nowNs + TimeUnit.MILLISECONDS.toNanos(amountMs);
        for (Task next = first(); next != null && next.dueNs <= endNs; next = first()) {
            waiting.remove(next);
            nowNs = Math.max(nowNs, next.dueNs);
            next.action.run();
        }
        nowNs = endNs;
    }

    private Task first() {
        return waiting.stream().min(Comparator.comparingLong(Task::dueNs)).orElse(null);
    }
}
