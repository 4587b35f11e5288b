package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.Lifecycle;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Frames;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** The front-end's handle of a stream. Confined to the front-end's thread. */
public final class RootStream {
    private enum State {
        FLOWING,
        QUIESCING,
        AT_REST
    }

    private static final Lifecycle.Table<State> STATES = Lifecycle.table(State.class)
            .allow(State.FLOWING, State.QUIESCING)
            .allow(State.QUIESCING, State.AT_REST, State.FLOWING)
            .allow(State.AT_REST, State.FLOWING);

    private final Node node;
    private final int id;
    private final long graceNs;
    private final ParameterCheck check;
    private final InteriorStream stream;
    private final RootWaits waits;
    private final Runnable onClose;
    private final Lifecycle<State> state;
    private CompletableFuture<Void> rest;
    private long sent;
    private long quiesces;

    RootStream(
            Node node,
            int id,
            long graceNs,
            ParameterCheck check,
            InteriorStream stream,
            RootWaits waits,
            Runnable onClose) {
        this.check = check;
        this.node = node;
        this.id = id;
        this.graceNs = graceNs;
        this.stream = stream;
        this.waits = waits;
        this.onClose = onClose;
        this.state = STATES.start("stream " + id, State.FLOWING);
    }

    /**
     * Sends bytes to all members. Wait for {@link #hasRoom} first. What is sent after {@link #close} goes nowhere.
     *
     * <p>On a stream of waves this asks for the next one. The answers wait here until there is room, one for each wave asked
     * for; if no member is left the consumer gets the answer before this returns.
     *
     * @return the message's number, which the consumer's {@code acked} refers to
     * @throws StciException RESOURCE_EXHAUSTED if 16 MiB wait for acknowledgement, UNAVAILABLE while the stream is at rest, or
     *     on its way there
     */
    public long send(byte[] bytes, int offset, int length) {
        checkSends();
        sent++;
        ByteBuf frame = Frames.of(node.allocator(), HandlerIds.STREAM_DOWN, id, sent, bytes, offset, length);
        stream.fromAbove().received(sent, frame, DownKind.MESSAGE);
        return sent;
    }

    /**
     * Sends a piece of the message that is sent next, which is too long to travel whole; numbered like a message, and asks for no
     * wave. Not on a stream that drops messages for the slow.
     *
     * @throws StciException as {@link #send}
     */
    public long sendPiece(byte[] bytes, int offset, int length) {
        checkSends();
        sent++;
        ByteBuf frame = Frames.of(node.allocator(), HandlerIds.STREAM_DOWN_PIECE, id, sent, bytes, offset, length);
        stream.fromAbove().received(sent, frame, DownKind.PIECE);
        return sent;
    }

    /**
     * True if no more is on its way down than the stream's window; as long as only then something is sent, no node holds more
     * of it than a window. May become true whenever the consumer's {@code acked} is called.
     */
    public boolean hasRoom() {
        return state.is(State.FLOWING) && stream.downLog().hasRoom();
    }

    /**
     * Tells all members that no more comes; numbered like a message.
     *
     * @throws StciException as {@link #send}
     */
    public long end() {
        checkSends();
        sent++;
        ByteBuf frame = Frames.of(node.allocator(), HandlerIds.STREAM_DOWN_END, id, sent);
        stream.fromAbove().received(sent, frame, DownKind.END);
        return sent;
    }

    /**
     * Gives the up filter other parameters for the waves that are asked for from now on; those in flight go on with what they
     * began with. A filter that was loaded anew meanwhile takes the old one's place. Numbered like a message.
     *
     * @throws StciException INVALID_ARGUMENT if the parameters make no sense to the filter, or on a stream that drops messages for
     *     the slow; else as {@link #send}
     */
    public long parameters(byte[] parameters) {
        checkSends();
        check.up(parameters);
        sent++;
        ByteBuf frame = Frames.of(
                node.allocator(), HandlerIds.STREAM_DOWN_PARAMETERS, id, sent, parameters, 0, parameters.length);
        stream.fromAbove().received(sent, frame, DownKind.PARAMETERS);
        return sent;
    }

    /**
     * Gives the down filter other parameters, as {@link #parameters} does the up filter, for the messages behind.
     *
     * @throws StciException as {@link #parameters}; NOT_FOUND if the stream has no down filter
     */
    public long downParameters(byte[] parameters) {
        checkSends();
        check.down(parameters);
        sent++;
        ByteBuf frame = Frames.of(
                node.allocator(), HandlerIds.STREAM_DOWN_FILTER_PARAMETERS, id, sent, parameters, 0, parameters.length);
        stream.fromAbove().received(sent, frame, DownKind.DOWN_PARAMETERS);
        return sent;
    }

    /** How long after {@link #cut} a wave may still take, in nanoseconds. */
    public long graceNs() {
        return graceNs;
    }

    /**
     * Ends a wave with what has been contributed when this reaches the junctions; within {@link #graceNs} whatever they do. Without
     * effect on a wave that is over.
     *
     * @param number of the message that asked for it
     * @param reason why it goes without the ranks that have not contributed
     */
    public void cut(long number, String reason) {
        stream.cut(number, reason);
    }

    /**
     * Waits until all that has been sent so far is acknowledged by all live members; those that are slow don't count on a
     * stream that doesn't wait for them.
     *
     * @param timeoutNs nanoseconds from now
     * @return completes on the node's thread; with a StciException DEADLINE_EXCEEDED when time is up, CANCELLED when the
     *     stream is closed
     */
    public CompletionStage<Void> flush(long timeoutNs) {
        return waits.flushed(sent, timeoutNs);
    }

    /**
     * Brings the stream to rest: nothing new is sent down, waves in flight complete, members send what they have and take no
     * more records, until all that was on its way, down and up, has arrived. The consumer has to grant room meanwhile. Members
     * may be lost and junctions may die, then and while the stream is at rest. While one is on, this returns the same again.
     *
     * @param timeoutNs nanoseconds from now
     * @return completes on the node's thread; with a StciException DEADLINE_EXCEEDED when time is up, after which the stream
     *     flows again, or CANCELLED when the stream is closed or {@link #resume} called
     */
    public CompletionStage<Void> quiesce(long timeoutNs) {
        if (state.is(State.FLOWING)) {
            state.move(State.QUIESCING);
            quiesces++;
            stream.quiesce(quiesces);
            rest = new CompletableFuture<>();
            waits.quiesced(sent, quiesces, timeoutNs).whenComplete(restOf(quiesces, rest));
        }
        return rest;
    }

    /** Lets the stream flow again. Without effect while it does. */
    public void resume() {
        if (!state.is(State.FLOWING)) {
            state.move(State.FLOWING);
            stream.quiesce(0);
            rest.completeExceptionally(new StciException(Status.CANCELLED, "stream " + id, "was let flow again", ""));
        }
    }

    /**
     * Lets the consumer be given so many bytes of payload more, of which the last message may take more than is left; none
     * come before the first grant. May be called from within the consumer's methods.
     */
    public void grant(long bytes) {
        stream.granted(bytes);
    }

    /**
     * The members that are gone without having ended of their own accord, by reason: lost, or refused by the agent. Complete
     * when the consumer's {@code ended} is called; before that, of those parts of the tree that have ended.
     */
    public Map<String, RankSet> missing() {
        return stream.missing();
    }

    /** Ends the stream everywhere. The consumer is not called any more, also if this is called from within it. */
    public void close() {
        onClose.run();
    }

    private void checkSends() {
        if (!state.is(State.FLOWING)) {
            throw new StciException(Status.UNAVAILABLE, "stream " + id, "is brought to rest", "resume it first");
        }
        stream.downLog().checkCapacity();
    }

    private BiConsumer<Void, Throwable> restOf(long number, CompletableFuture<Void> done) {
        return (nothing, failure) -> {
            boolean current = state.is(State.QUIESCING) && quiesces == number;
            if (current && failure == null) {
                state.move(State.AT_REST);
                done.complete(null);
            } else if (current) {
                done.completeExceptionally(failure);
                resume();
            }
        };
    }
}
