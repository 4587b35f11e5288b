package io.stci.groupops;

import io.stci.wire.Reliability;

/** Whom the waves of one stream don't wait for at one node, and why. Confined to the node's thread. */
final class WaveAbsences {
    private static final String LATE = "late";
    private static final String ENDED = "ended";

    private final UpContext context;
    private final boolean waitsForRepairs;

    WaveAbsences(UpContext context) {
        this.context = context;
        this.waitsForRepairs = context.spec().getReliability() != Reliability.UNRELIABLE;
    }

    /** A wave begins. */
    void begin(Wave wave) {
        context.lost().forEach((reason, ranks) -> wave.miss(ranks, reason));
        context.slots().forEach(slot -> missIfNotAwaited(wave, slot));
    }

    /** A child has ended. */
    static void ended(Wave wave, Slot slot) {
        slot.missing.forEach((reason, ranks) -> wave.miss(ranks.intersect(slot.ranks), reason));
        wave.miss(slot.ranks, ENDED);
    }

    /** True if waves don't wait for a child whose link is gone. */
    boolean isMissed(Slot slot) {
        return !waitsForRepairs && !slot.connected;
    }

    /** Nobody is waited for any longer. */
    void giveUp(Wave wave) {
        String lateness = wave.cutReason == null ? LATE : wave.cutReason;
        for (Slot slot : context.slots()) {
            wave.miss(slot.ranks, slot.connected ? lateness : slot.vacantReason);
        }
    }

    private void missIfNotAwaited(Wave wave, Slot slot) {
        if (slot.ended) {
            ended(wave, slot);
        } else if (isMissed(slot)) {
            wave.miss(slot.ranks, slot.vacantReason);
        } else if (slot.excluded() != null) {
            wave.miss(slot.ranks, slot.excluded());
        }
    }
}
