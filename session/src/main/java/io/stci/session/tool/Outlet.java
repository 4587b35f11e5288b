package io.stci.session.tool;

import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What has come on a stream at the front-end until somebody takes it: one by one, or a listener all. Room is given back as things
 * are taken. Confined to the front-end's thread, where nothing else is said.
 */
final class Outlet<T> {
    private final GroupOperations home;
    private final LongConsumer giveBack;
    private final ArrayDeque<Held<T>> held = new ArrayDeque<>();
    private final ArrayDeque<CompletableFuture<T>> takers = new ArrayDeque<>();
    private Consumer<T> listener;
    private StciException over;

    private record Held<T>(T thing, long bytes) {}

    /** @param giveBack told how many bytes have been taken */
    Outlet(GroupOperations home, LongConsumer giveBack) {
        this.home = home;
        this.giveBack = giveBack;
    }

    /** The next thing that nobody has taken. From any thread. */
    Request<T> next() {
        CompletableFuture<T> taker = new CompletableFuture<>();
        home.execute(taker, () -> {
            takers.add(taker);
            hand();
        });
        StciException off = new StciException(Status.CANCELLED, "request", "was called off", "");
        return home.request(taker, () -> taker.completeExceptionally(off));
    }

    /** Who gets all from now on. */
    void listener(Consumer<T> listener) {
        this.listener = listener;
        hand();
    }

    void add(T thing, long bytes) {
        held.add(new Held<>(thing, bytes));
        hand();
    }

    /** Nothing more comes; what nobody has taken is gone. */
    void end(StciException why) {
        held.clear();
        finish(why);
    }

    /** Nothing more comes; what nobody has taken can be taken still. */
    void finish(StciException why) {
        over = why;
        hand();
    }

    private void hand() {
        while (!held.isEmpty() && (listener != null || !takers.isEmpty())) {
            Held<T> next = held.poll();
            if (listener != null) {
                giveBack.accept(next.bytes());
                listener.accept(next.thing());
            } else if (takers.poll().complete(next.thing())) {
                giveBack.accept(next.bytes());
            } else {
                held.addFirst(next);
            }
        }
        if (over != null && held.isEmpty()) {
            takers.forEach(taker -> taker.completeExceptionally(over));
            takers.clear();
        }
    }
}
