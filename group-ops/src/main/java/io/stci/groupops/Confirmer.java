package io.stci.groupops;

import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.ordering.PositionMap;
import io.stci.wire.Positions;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;

/**
 * At the front-end: tells sources how much of their output has come, so that they need not keep it. A rank is told when so
 * much has come that it could soon have to wait, and a moment later if it has come less far, for its records may be small;
 * ranks are told together. Confined to the node's thread.
 */
final class Confirmer {
    private static final long STEP_BYTES = 48 << 10;
    /** A source that keeps as many records as it may of one byte each has come further than this. */
    private static final long SMALL_STEP_BYTES = 2 << 10;

    private static final long SMALL_STEP_DELAY_NS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Sends a confirmation down. */
    interface Sender {
        void send(long number, Positions confirmed);
    }

    private final PositionMap positions;
    private final PositionMap confirmed;
    private final Scheduler scheduler;
    private final Sender sender;
    private final BitSet due = new BitSet();
    private Scheduler.Timer timer;
    private boolean urgent;

    Confirmer(PositionMap positions, RankSet members, Scheduler scheduler, Sender sender) {
        this.positions = positions;
        this.confirmed = PositionMessages.copy(positions, members);
        this.scheduler = scheduler;
        this.sender = sender;
    }

    void advanced(int rank) {
        long aheadBytes = positions.of(rank) - confirmed.of(rank);
        if (aheadBytes >= SMALL_STEP_BYTES) {
            due.set(rank);
            schedule(aheadBytes >= STEP_BYTES);
        }
    }

    void advanced(RankSet ranks) {
        ranks.forEach(this::advanced);
    }

    void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void schedule(boolean atOnce) {
        if (timer == null || atOnce && !urgent) {
            close();
            urgent = atOnce;
            timer = scheduler.schedule(atOnce ? 0 : SMALL_STEP_DELAY_NS, this::send);
        }
    }

    private void send() {
        timer = null;
        RankSet ranks = RankSet.of(due.stream().toArray());
        due.clear();
        ranks.forEach(rank -> confirmed.set(rank, positions.of(rank)));
        sender.send(0, PositionMessages.of(positions, ranks));
    }
}
