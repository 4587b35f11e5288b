package io.stci.transport;

import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how many connections of an endpoint may be unauthenticated at once, and counts those that came to nothing.
 *
 * <p>At the bound the endpoint accepts no more, so that peers who come in a burst wait with the operating system instead of
 * being turned away. Strangers who have said nothing for the grace then lose their place to those who wait. Confined to the
 * endpoint's thread, but for {@link #refused}.
 */
final class StrangerGate {
    /** Accepted after the gate has closed: the rest of a read, and each read that was asked for before; 16 connections a read. */
    private static final int SLACK = 64;

    /** Where an endpoint's connections come from. */
    @FunctionalInterface
    interface Intake {
        /** Accepts connections, or lets them wait. */
        void accept(boolean accepting);
    }

    private final LinkLimits limits;
    private final Scheduler scheduler;
    private final Map<Link, Long> enteredNs = new LinkedHashMap<>();
    private Intake paused;
    private Scheduler.Timer eviction;
    private final AtomicLong refused = new AtomicLong();

    StrangerGate(LinkLimits limits, Scheduler scheduler) {
        this.limits = limits;
        this.scheduler = scheduler;
    }

    /** A connection was accepted; false if there is no room for it, and it is to be closed. */
    boolean enter(Link link, Intake intake) {
        if (enteredNs.size() >= limits.maxStrangers() + SLACK) {
            refused.incrementAndGet();
            return false;
        }
        enteredNs.put(link, scheduler.nowNs());
        if (paused == null && enteredNs.size() >= limits.maxStrangers()) {
            pause(intake);
        }
        return true;
    }

    /** It proved to be no stranger. */
    void admitted(Link link) {
        leave(link);
    }

    /** It was refused, or went away. */
    void failed(Link link) {
        refused.incrementAndGet();
        leave(link);
    }

    long refused() {
        return refused.get();
    }

    private void leave(Link link) {
        enteredNs.remove(link);
        if (paused != null && enteredNs.size() < limits.maxStrangers()) {
            resume();
        }
    }

    private void pause(Intake intake) {
        paused = intake;
        intake.accept(false);
        awaitEviction();
    }

    private void resume() {
        Intake intake = paused;
        paused = null;
        eviction.cancel();
        intake.accept(true);
    }

    private void awaitEviction() {
        long oldestNs = enteredNs.values().iterator().next();
        long delayNs = Math.max(0, oldestNs + limits.strangerGraceNs() - scheduler.nowNs());
        eviction = scheduler.schedule(delayNs, this::evict);
    }

    private void evict() {
        long bornBeforeNs = scheduler.nowNs() - limits.strangerGraceNs();
        List<Link> idle = enteredNs.entrySet().stream()
                .filter(entry -> entry.getValue() <= bornBeforeNs)
                .map(Map.Entry::getKey)
                .toList();
        idle.forEach(this::evict);
        if (paused != null) {
            awaitEviction();
        }
    }

    private void evict(Link link) {
        link.refuse(new StciException(
                Status.RESOURCE_EXHAUSTED, "peer", "said no hello while others wait for its place", ""));
        leave(link);
    }
}
