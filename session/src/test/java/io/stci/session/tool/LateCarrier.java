package io.stci.session.tool;

import io.stci.activemessages.message.MessageCarrier;
import io.stci.core.Scheduler;
import io.stci.core.StciException;
import java.util.concurrent.TimeUnit;

/** A carrier whose end hears everything a millisecond late, and nothing once it is dead. */
final class LateCarrier implements MessageCarrier {
    private static final long DELAY_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final MessageCarrier carrier;
    private final Scheduler scheduler;
    private boolean dead;

    LateCarrier(MessageCarrier carrier, Scheduler scheduler) {
        this.carrier = carrier;
        this.scheduler = scheduler;
    }

    void kill() {
        dead = true;
    }

    @Override
    public int self() {
        return carrier.self();
    }

    @Override
    public int size() {
        return carrier.size();
    }

    @Override
    public int maxMessageBytes() {
        return carrier.maxMessageBytes();
    }

    @Override
    public boolean hasRoom(int to) {
        return carrier.hasRoom(to);
    }

    @Override
    public void send(int to, byte[] message, boolean interrupt) {
        carrier.send(to, message, interrupt);
    }

    @Override
    public void watch(int peer) {
        carrier.watch(peer);
    }

    @Override
    public void listen(Listener listener) {
        carrier.listen(new Listener() {
            @Override
            public void received(int from, byte[] message) {
                late(() -> listener.received(from, message));
            }

            @Override
            public void multicast(int from, String handler, byte[] payload, boolean interrupt, Runnable onEnd) {
                late(() -> listener.multicast(from, handler, payload, interrupt, onEnd));
            }

            @Override
            public void room(int to) {
                late(() -> listener.room(to));
            }

            @Override
            public void gone(int peer, StciException why) {
                late(() -> listener.gone(peer, why));
            }
        });
    }

    private void late(Runnable task) {
        scheduler.schedule(DELAY_NS, () -> {
            if (!dead) {
                task.run();
            }
        });
    }
}
