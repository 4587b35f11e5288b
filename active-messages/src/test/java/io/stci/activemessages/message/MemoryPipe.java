package io.stci.activemessages.message;

import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.Consumer;

/** One direction between two ends: in order, each message after a random delay; so many at a time. */
final class MemoryPipe {
    private static final int MAX_DELAY_NS = 2_000_000;

    private final Scheduler scheduler;
    private final Random random;
    private final int room;
    private final Runnable onRoom;
    private final Deque<Runnable> underway = new ArrayDeque<>();
    private boolean delivering;
    private boolean closed;

    MemoryPipe(Scheduler scheduler, Random random, int room, Runnable onRoom) {
        this.scheduler = scheduler;
        this.random = random;
        this.room = room;
        this.onRoom = onRoom;
    }

    boolean hasRoom() {
        return underway.size() < room;
    }

    void send(byte[] message, Consumer<byte[]> receiver) {
        if (!hasRoom()) {
            throw new StciException(Status.RESOURCE_EXHAUSTED, "pipe", "is full", "ask hasRoom");
        }
        last(() -> receiver.accept(message));
    }

    /** Happens behind all that was sent. */
    void last(Runnable event) {
        underway.add(event);
        deliver();
    }

    void close() {
        closed = true;
        underway.clear();
    }

    private void deliver() {
        if (delivering || closed || underway.isEmpty()) {
            return;
        }
        delivering = true;
        scheduler.schedule(random.nextInt(MAX_DELAY_NS), this::arrive);
    }

    private void arrive() {
        delivering = false;
        if (closed) {
            return;
        }
        boolean wasFull = !hasRoom();
        int count = 1 + random.nextInt(underway.size());
        for (int i = 0; i < count && !closed; i++) {
            underway.remove().run();
        }
        if (wasFull && !closed) {
            onRoom.run();
        }
        deliver();
    }
}
