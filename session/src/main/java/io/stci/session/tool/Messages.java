package io.stci.session.tool;

import io.stci.activemessages.Codec;
import io.stci.activemessages.message.ActiveMessages;
import io.stci.activemessages.message.Handler;
import io.stci.activemessages.message.MessageListener;
import io.stci.core.RankSet;
import io.stci.core.Request;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Active messages of the front-end, to and from single agents, and to several at once: exactly once and in order while both ends
 * live. Messages to one agent and to several have no order, nor have those to different sets of agents. See
 * {@link ActiveMessages} for guarantees, limits, and errors by Status.
 *
 * <p>Threads: any. Handlers run, and requests complete, on the front-end's.
 */
public final class Messages {
    private final GroupOperations home;
    private final ActiveMessages messages;
    private final Multicasts multicasts;
    private final TaggedMail tagged;

    Messages(GroupOperations home, ActiveMessages messages, Multicasts multicasts) {
        this.home = home;
        this.messages = messages;
        this.multicasts = multicasts;
        this.tagged = new TaggedMail(this, messages.tagged());
    }

    /**
     * Registers what the front-end answers when an agent asks for it under this name. Fails with INTERNAL if the name is taken,
     * INVALID_ARGUMENT if it is empty or longer than 128 bytes.
     */
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

    /**
     * Sends a message to several agents at once, to handlers of {@link ActiveMessages#handleOneWay}: once on each link, and what is
     * longer than 256 KiB in pieces that junctions pass on as they come. Who is slow to handle such messages holds up those behind
     * them, once 1 MiB is on its way. Members that are gone are passed over.
     *
     * <p>Errors, by status: RESOURCE_EXHAUSTED if 128 MiB wait to leave; DEADLINE_EXCEEDED if it could not leave within 60 s; UNAVAILABLE
     * if all members are known to be gone; INVALID_ARGUMENT if there are no such ranks, or it is longer than 64 MiB; CANCELLED.
     *
     * @param value encoded before this returns
     * @return completes when all of it has left; to know who has handled it use {@link Group#broadcast}
     */
    public <Q> Request<Void> send(RankSet members, String name, Codec<Q> codec, Q value) {
        byte[] payload = codec.encode(value);
        return call(() -> multicasts.send(members, name, payload));
    }

    /**
     * Sends a small message to several agents at once that overtakes all that isn't one. Fails with RESOURCE_EXHAUSTED while
     * {@value ActiveMessages#INTERRUPTS} to the same members have not been handled by all of them.
     *
     * @param value encoded before this returns
     * @return completes when it has left
     */
    public <Q> Request<Void> interrupt(RankSet members, String name, Codec<Q> codec, Q value) {
        byte[] payload = codec.encode(value);
        return call(() -> multicasts.interrupt(members, name, payload));
    }

    /** Tells what no request does, such as messages without effect; on the front-end's thread. Completes once it is listened to. */
    public Request<Void> listen(MessageListener listener) {
        return ask(() -> {
            messages.listen(listener);
            return null;
        });
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
            try {
                started.set(start.get());
            } catch (RuntimeException refused) {
                result.completeExceptionally(refused);
                return;
            }
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
