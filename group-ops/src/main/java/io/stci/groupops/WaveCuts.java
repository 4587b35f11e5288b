package io.stci.groupops;

import io.stci.wire.StreamSpec;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The waves of one stream at one node that end before everybody has contributed: those that the root calls off, and those whose
 * quorum is there. While a wave goes on, junctions report how many have contributed, so that the root sees when it is enough; it
 * then lets the junctions send what they have. Confined to the node's thread.
 */
final class WaveCuts {
    private static final String NOT_WAITED_FOR = "not waited for";
    /** A wave that is complete sooner after its first contribution costs no report. */
    private static final long REPORT_NS = TimeUnit.MILLISECONDS.toNanos(5);

    /** For so long an agent that has found another parent may take to send again what it had contributed. */
    private static final long AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long DEFAULT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_EARLY = 256;

    private final UpContext context;
    private final Listener listener;
    private final int quorum;
    /** Control overtakes data: what is to end here may not have come yet. */
    private final TreeMap<Long, String> early = new TreeMap<>();

    /** Hears what comes later of waves that are to end. */
    interface Listener {
        /** It has not ended, and is to be given up. */
        void timeUp(long number);

        /** More of its ranks are missing. */
        void missed(long number);
    }

    WaveCuts(UpContext context, Listener listener) {
        this.context = context;
        this.listener = listener;
        this.quorum = context.spec().getWaveQuorum();
    }

    /** A wave that has not come here yet is to end as it comes. */
    void remember(long number, String reason) {
        early.put(number, reason);
        if (early.size() > MAX_EARLY) {
            early.pollFirstEntry();
        }
    }

    /**
     * Ends a wave with what those below have now: agents are not waited for, junctions send what they have. Who comes in the place
     * of a junction that is lost may have what that had counted. None of them is waited for much longer.
     */
    void cut(long number, Wave wave, String reason) {
        if (wave.cutReason == null) {
            wave.cutReason = reason;
            context.slots().forEach(slot -> cut(number, wave, slot));
            long graceNs = graceNs(context.spec(), context.height(), context.depth());
            if (wave.deadline != null) {
                wave.deadline.cancel();
            }
            wave.deadline = context.scheduler().schedule(graceNs, () -> listener.timeUp(number));
        }
    }

    /** A wave has come: ends it if that has been asked for. */
    void begun(long number, Wave wave) {
        String reason = early.isEmpty() ? null : early.remove(number);
        if (reason != null) {
            cut(number, wave, reason);
        }
    }

    /** A child has come that may not know which waves are to end; what it had contributed comes again. */
    void rejoined(TreeMap<Long, Wave> open, Slot slot) {
        open.forEach((number, wave) -> {
            if (wave.cutReason != null && context.isAgent(slot)) {
                context.scheduler().schedule(AGAIN_NS, () -> {
                    cut(number, wave, slot);
                    listener.missed(number);
                });
            } else if (wave.cutReason != null) {
                cut(number, wave, slot);
            }
        });
    }

    /** Somebody has contributed: ends the wave if that makes the quorum. */
    void contributed(long number, Wave wave) {
        if (quorum == 0) {
            return;
        }
        if (!context.isRoot()) {
            reportLater(number, wave);
        } else if (wave.contributed() >= quorum) {
            cut(number, wave, NOT_WAITED_FOR);
        }
    }

    /** The parent is another one: it has to be told what the one before was. */
    void again(TreeMap<Long, Wave> open) {
        open.forEach((number, wave) -> {
            wave.reported = 0;
            contributed(number, wave);
        });
    }

    /** How long a wave that is to end may still wait for junctions below: a share of its time, less at each level. */
    static long graceNs(StreamSpec spec, int height, int depth) {
        long wholeNs = spec.getWaveTimeoutNs() > 0 ? spec.getWaveTimeoutNs() : DEFAULT_TIMEOUT_NS;
        long shareNs = wholeNs / (height + 1);
        return Math.max(1, shareNs - shareNs / (height + 1) * depth);
    }

    private void cut(long number, Wave wave, Slot slot) {
        if (context.isAgent(slot)) {
            wave.miss(slot.ranks, wave.cutReason);
        } else if (slot.connected) {
            context.cutBelow(slot, number, wave.cutReason);
        }
    }

    private void reportLater(long number, Wave wave) {
        if (wave.report == null) {
            wave.report = context.scheduler().schedule(REPORT_NS, () -> report(number, wave));
        }
    }

    private void report(long number, Wave wave) {
        wave.report = null;
        if (wave.contributed() != wave.reported) {
            wave.reported = wave.contributed();
            context.progress(number, wave.reported);
        }
    }
}
