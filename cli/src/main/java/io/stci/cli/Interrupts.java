package io.stci.cli;

import io.stci.session.Session;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Signals on their way to a run: the first ends it cleanly, one during an end of whatever cause at once. Threads: safe. */
final class Interrupts implements IntConsumer {
    private static final long LAST_CHANCE_MS = 500;

    private final Ending ending;
    private final IntConsumer halt;
    private volatile Session session;

    Interrupts(Ending ending, IntConsumer halt) {
        this.ending = ending;
        this.halt = halt;
    }

    /** What a hasty end must take down. */
    void guard(Session opened) {
        session = opened;
    }

    @Override
    public void accept(int signal) {
        if (!ending.signal(signal)) {
            closeBriefly();
            halt.accept(ExitStatus.ofSignal(signal));
        }
    }

    private void closeBriefly() {
        Session opened = session;
        if (opened == null) {
            return;
        }
        Thread closer = new Thread(opened::close, "stci-close");
        closer.setDaemon(true);
        closer.start();
        try {
            TimeUnit.MILLISECONDS.timedJoin(closer, LAST_CHANCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
