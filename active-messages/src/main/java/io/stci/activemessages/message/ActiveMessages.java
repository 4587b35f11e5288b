package io.stci.activemessages.message;

import io.stci.activemessages.Codec;
import io.stci.core.Request;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Envelope;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Active messages of one end of a session: named handlers, one-way messages and requests to the handlers of other ends.
 *
 * <pre>{@code
 * messages.handleAtOnce("lines", Codecs.string(), Codecs.int64(), this::count);          // at the agents
 * messages.request(3, "lines", Codecs.string(), path, Codecs.int64(), deadlineNs)           // at the front-end
 *         .stage().thenAccept(lines -> ...);
 * }</pre>
 *
 * <p>Guarantees, on a carrier that keeps its own: a message is handled at most once; exactly once while both ends live, unless its
 * request says that it failed, or a listener that it had no effect. Handlers of one sender's messages start in the order of its calls
 * here, whatever their sizes; only interrupts overtake. Each request ends, at the latest with its deadline. What an end holds is
 * bounded by its {@link MessageOptions}, whatever others send.
 *
 * <p>Errors of requests, by status: what the handler failed with, its end named as the culprit in front of the handler's own;
 * NOT_FOUND if it has no handler of that name; INVALID_ARGUMENT for an end that doesn't exist, a payload larger than a transfer may
 * be, a handler of the other sort; RESOURCE_EXHAUSTED if too much waits for that end already, or its answer finds no room;
 * UNAVAILABLE if the end is gone; DEADLINE_EXCEEDED; CANCELLED; PROTOCOL_ERROR for bytes that can't be read, or that aren't those
 * announced; INTERNAL for a defect, the handler's too.
 *
 * <p>Threads: confined to the node's, and fails with INTERNAL on any other. Requests may be waited for and cancelled on any; what
 * depends on them runs on the node's.
 */
public final class ActiveMessages {
    /** Interrupts that may be on their way to one end, or run there. */
    public static final int INTERRUPTS = 64;

    /** The longest interrupt, as the carrier gets it. */
    public static final int INTERRUPT_BYTES = 4096;

    private static final int MIN_MESSAGE_BYTES = 4096;

    private final Local local;
    private final Peers peers;
    private final Kinds kinds = new Kinds();
    private final Starter starter;
    private final TaggedMessages tagged;

    /**
     * Listens to the carrier from here on.
     *
     * @param thread the one that all of this is confined to
     * @throws StciException INVALID_ARGUMENT if the carrier's messages are too short
     */
    public ActiveMessages(MessageCarrier carrier, Scheduler scheduler, NodeThread thread, MessageOptions options) {
        if (carrier.maxMessageBytes() < MIN_MESSAGE_BYTES) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "carrier",
                    "takes messages of " + carrier.maxMessageBytes() + " bytes only",
                    "give one that takes " + MIN_MESSAGE_BYTES);
        }
        this.local = Local.of(carrier, scheduler, thread, options);
        this.peers = new Peers(local);
        this.starter = new Starter(thread);
        this.tagged = new TaggedMessages(local, peers, starter);
        carrier.listen(new Arrivals());
    }

    /**
     * Registers a handler that answers requests.
     *
     * @throws StciException INTERNAL if the name is taken, INVALID_ARGUMENT if it is empty or longer than 128 bytes
     */
    public <Q, A> void handle(String name, Codec<Q> requests, Codec<A> answers, Handler<Q, A> handler) {
        starter.checkThread();
        local.handlers().register(new Registration<>(name, false, requests, answers, handler));
    }

    /** As {@link #handle}, for what answers at once. */
    public <Q, A> void handleAtOnce(String name, Codec<Q> requests, Codec<A> answers, Function<Q, A> handler) {
        handle(
                name,
                requests,
                answers,
                (request, context) -> CompletableFuture.completedFuture(handler.apply(request)));
    }

    /** Registers a handler of one-way messages and interrupts; throws as {@link #handle}. */
    public <Q> void handleOneWay(String name, Codec<Q> messages, OneWayHandler<Q> handler) {
        starter.checkThread();
        Handler<Q, Void> withoutAnswer =
                (message, context) -> handler.handle(message, context).thenApply(done -> null);
        local.handlers().register(new Registration<>(name, true, messages, Codecs.nothing(), withoutAnswer));
    }

    /** As {@link #handleOneWay}, for what is done at once. */
    public <Q> void handleOneWayAtOnce(String name, Codec<Q> messages, Consumer<Q> handler) {
        handleOneWay(name, messages, (message, context) -> {
            handler.accept(message);
            return CompletableFuture.completedFuture(null);
        });
    }

    /**
     * Sends a one-way message. If it fails it was not handled, but for DEADLINE_EXCEEDED and CANCELLED of a payload above
     * {@link MessageOptions#eagerLimitBytes}, and UNAVAILABLE, which may come too late.
     *
     * @param value encoded before this returns; the bytes pass to this
     * @return completes when the carrier has it; above the eager limit, when its receiver has all of it
     */
    public <Q> Request<Void> send(int to, String name, Codec<Q> codec, Q value) {
        return starter.start(() -> {
            Addressee.HandlerName handler = new Addressee.HandlerName(HandlerNames.check(name));
            return new OneWaySend(peers.get(to), handler, local.options().sendDeadlineNs())
                    .begin(encode(name, codec, value));
        });
    }

    /**
     * Asks a handler at another end.
     *
     * @param value encoded before this returns; the bytes pass to this
     * @param deadlineNs from now; what is left of it is told to the handler's end. When it passes, or the request is cancelled, the
     *     handler's end is told
     */
    public <Q, A> Request<A> request(int to, String name, Codec<Q> codec, Q value, Codec<A> answers, long deadlineNs) {
        return starter.start(
                () -> new PendingCall<>(peers.get(to), HandlerNames.check(name), answers, Deadlines.check(deadlineNs))
                        .begin(encode(name, codec, value)));
    }

    /**
     * Sends a small one-way message that overtakes all that isn't one: what waits here, on its way, and at its receiver. Fails with
     * RESOURCE_EXHAUSTED while {@value #INTERRUPTS} of them have not been handled there, and INVALID_ARGUMENT if it is too long.
     *
     * @return completes when the carrier has it
     */
    public <Q> Request<Void> interrupt(int to, String name, Codec<Q> codec, Q value) {
        return starter.start(() -> {
            Peer peer = peers.get(to);
            Addressee.HandlerName handler = new Addressee.HandlerName(HandlerNames.check(name));
            Envelope envelope = Envelope.newBuilder()
                    .setInterrupt(handler.oneWay(encode(name, codec, value)))
                    .build();
            if (envelope.getSerializedSize() > INTERRUPT_BYTES) {
                throw new StciException(
                        Status.INVALID_ARGUMENT,
                        "interrupt",
                        "of " + envelope.getSerializedSize() + " bytes is longer than " + INTERRUPT_BYTES,
                        "send it as a message");
            }
            peer.interrupt(envelope);
            return starter.completed(CompletableFuture.completedFuture(null));
        });
    }

    /** Messages that their receiver asks for. */
    public TaggedMessages tagged() {
        return tagged;
    }

    /**
     * True if a message to this end would be taken now, of any size that comes along: see {@link MessageOptions#eagerLimitBytes}. If
     * not, {@link MessageListener#room} tells when.
     *
     * @throws StciException UNAVAILABLE if the end is gone, INVALID_ARGUMENT if there is none
     */
    public boolean hasRoom(int to) {
        starter.checkThread();
        return local.rooms().hasRoom(peers.get(to));
    }

    /** Tells what no request does. */
    public void listen(MessageListener listener) {
        starter.checkThread();
        local.reports().listen(listener);
    }

    /** What has happened so far. */
    public MessageCounters counters() {
        starter.checkThread();
        return local.reports().counters();
    }

    /** What is held now. */
    public MessageLoad load() {
        starter.checkThread();
        return new MessageLoad(
                local.outbound().usedBytes(),
                peers.sum(peer -> peer.window().heldBytes()),
                local.matching().heldBytes(),
                local.pulls().usedBytes() + local.answerPulls().usedBytes(),
                local.dispatcher().running(),
                (int) peers.sum(peer -> peer.calls().size()),
                local.matching().receives());
    }

    static <Q> byte[] encode(String name, Codec<Q> codec, Q value) {
        try {
            return codec.encode(value);
        } catch (RuntimeException thrown) {
            throw Errors.thrownBy(name, thrown);
        }
    }

    /** What comes from the carrier: untrusted bytes, which are reported if they break the protocol, and harm nothing else. */
    private final class Arrivals implements MessageCarrier.Listener {
        @Override
        public void received(int from, byte[] message) {
            try {
                kinds.received(peers.get(from), Envelopes.read(message));
            } catch (IOException unreadable) {
                local.reports()
                        .malformed(from, Errors.protocol(from, "sent what can't be read: " + unreadable.getMessage()));
            } catch (StciException broken) {
                local.reports().malformed(from, broken);
            }
        }

        @Override
        public void multicast(int from, String handler, byte[] payload, boolean interrupt, Runnable onEnd) {
            Multicasts.received(peers.get(from), handler, payload, interrupt, onEnd);
        }

        @Override
        public void room(int to) {
            peers.room(to);
        }

        @Override
        public void gone(int peer, StciException why) {
            peers.gone(peer, why);
        }
    }
}
