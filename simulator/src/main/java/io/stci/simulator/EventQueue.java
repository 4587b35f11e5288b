package io.stci.simulator;

import io.stci.core.Scheduler;
import java.util.PriorityQueue;

/**
 * Virtual time: what is to happen, by time and, at the same moment, in the order of scheduling. Time stands still while
 * something happens. Confined to one thread.
 */
final class EventQueue {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nowNs;
    private long scheduled;
    private long happened;

    long nowNs() {
        return nowNs;
    }

    /** How many events have happened. */
    long happened() {
        return happened;
    }

    /** Lets something happen at a time; now, if that has passed. */
    Scheduler.Timer at(long timeNs, Runnable task) {
        Event event = new Event(Math.max(timeNs, nowNs), scheduled++, task);
        events.add(event);
        return event;
    }

    /** When the next event is due; {@link Long#MAX_VALUE} if there is none. */
    long nextNs() {
        while (!events.isEmpty() && events.peek().task == null) {
            events.poll();
        }
        return events.isEmpty() ? Long.MAX_VALUE : events.peek().timeNs;
    }

    /** Lets the next event happen; false if there is none up to this time, which has then come. */
    boolean runNext(long untilNs) {
        if (nextNs() > untilNs) {
            nowNs = Math.max(nowNs, untilNs);
            return false;
        }
        Event next = events.poll();
        nowNs = next.timeNs;
        happened++;
        next.take().run();
        return true;
    }

    private static final class Event implements Comparable<Event>, Scheduler.Timer {
        private final long timeNs;
        private final long order;
        private Runnable task;

        Event(long timeNs, long order, Runnable task) {
            this.timeNs = timeNs;
            this.order = order;
            this.task = task;
        }

        Runnable take() {
            Runnable taken = task;
            task = null;
            return taken;
        }

        @Override
        public void cancel() {
            task = null;
        }

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(timeNs, other.timeNs);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }
}
