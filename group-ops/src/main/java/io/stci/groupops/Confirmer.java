package io.stci.groupops;

import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.ordering.PositionMap;
import io.stci.wire.Positions;

/**
 * At the front-end: tells sources how much of their output has come, so that they need not keep it. A rank is told when so
 * much has come that it could soon have to wait; ranks are told together. Confined to the node's thread.
 */
final class Confirmer {
    private static final long STEP_BYTES = 48 << 10;

    /** Sends a confirmation down. */
    interface Sender {
        void send(long number, Positions confirmed);
    }

    private final PositionMap positions;
    private final PositionMap confirmed;
    private final Scheduler scheduler;
    private final Sender sender;
    private RankSet.Builder due = new RankSet.Builder();
    private Scheduler.Timer timer;

    Confirmer(PositionMap positions, RankSet members, Scheduler scheduler, Sender sender) {
        this.positions = positions;
        this.confirmed = PositionMessages.copy(positions, members);
        this.scheduler = scheduler;
        this.sender = sender;
    }

    void advanced(int rank) {
        long position = positions.of(rank);
        if (position - confirmed.of(rank) >= STEP_BYTES) {
            confirmed.set(rank, position);
            due.add(rank);
            if (timer == null) {
                timer = scheduler.schedule(0, this::send);
            }
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

    private void send() {
        timer = null;
        sender.send(0, PositionMessages.of(positions, due.build()));
    }
}
