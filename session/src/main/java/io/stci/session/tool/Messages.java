package io.stci.session.tool;

import io.stci.activemessages.Codec;
import io.stci.activemessages.message.ActiveMessages;
import io.stci.activemessages.message.Handler;
import io.stci.core.Request;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Active messages of the front-end, to and from single agents: exactly once and in order while both ends live. See
 * {@link ActiveMessages} for guarantees, limits, and errors by Status.
 *
 * <p>Threads: any. Handlers run, and requests complete, on the front-end's.
 */
public final class Messages {
    private final GroupOperations home;
    private final ActiveMessages messages;
    private final TaggedMail tagged;

    Messages(GroupOperations home, ActiveMessages messages) {
        this.home = home;
        this.messages = messages;
        this.tagged = new TaggedMail(this, messages.tagged());
    }

    /** Registers what the front-end answers when an agent asks for it under this name. */
    public <Q, A> Request<Void> handle(String name, Codec<Q> requests, Codec<A> answers, Handler<Q, A> handler) {
        return ask(() -> {
            messages.handle(name, requests, answers, handler);
            return null;
        });
    }

    /** Asks one agent's handler; what {@link Agent#handle} registers is one. */
    public <Q, A> Request<A> request(
            int rank, String name, Codec<Q> codec, Q value, Codec<A> answers, Duration deadline) {
        return call(() -> messages.request(rank, name, codec, value, answers, deadline.toNanos()));
    }

    /** Sends a message that is not answered. Completes when it has left; a large one, when the agent has all of it. */
    public <Q> Request<Void> send(int rank, String name, Codec<Q> codec, Q value) {
        return call(() -> messages.send(rank, name, codec, value));
    }

    /** Sends a small message that overtakes all that isn't one. Completes when it has left. */
    public <Q> Request<Void> interrupt(int rank, String name, Codec<Q> codec, Q value) {
        return call(() -> messages.interrupt(rank, name, codec, value));
    }

    /** Messages that are received by source and tag. */
    public TaggedMail tagged() {
        return tagged;
    }

    /** Of something that is known at once on the front-end's thread. */
    <T> Request<T> ask(Supplier<T> question) {
        CompletableFuture<T> result = new CompletableFuture<>();
        home.execute(result, () -> {
            try {
                result.complete(question.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return home.request(result, () -> {});
    }

    /** Starts it on the front-end's thread. */
    <T> Request<T> call(Supplier<Request<T>> start) {
        CompletableFuture<T> result = new CompletableFuture<>();
        AtomicReference<Request<T>> started = new AtomicReference<>();
        home.execute(result, () -> {
            started.set(start.get());
            started.get().stage().whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(failure);
                }
            });
        });
        return home.request(result, () -> {
            if (started.get() != null) {
                started.get().cancel();
            }
        });
    }
}
