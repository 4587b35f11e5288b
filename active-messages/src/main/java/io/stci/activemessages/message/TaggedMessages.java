package io.stci.activemessages.message;

import io.stci.activemessages.Codec;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Optional;

/**
 * Messages that their receiver asks for, by who sent them and by a tag, either of which it may leave open: point-to-point as in MPI.
 *
 * <pre>{@code
 * messages.tagged().send(3, 7, Codecs.string(), "done", deadlineNs);                                  // at one end
 * messages.tagged().receive(TaggedMessages.ANY_SOURCE, 7, Codecs.string(), deadlineNs)               // at rank 3
 *         .stage().thenAccept(message -> ...);
 * }</pre>
 *
 * <p>Guarantees, beside those of {@link ActiveMessages}: a message is received at most once; of one sender's messages that match a
 * receive, it takes that which was sent first; of all that match and have come, that which came first; a message goes to the receive
 * that was posted first of those that it matches. Large messages may complete later than small ones behind them. Handlers' messages and
 * tagged ones have no order, and neither waits for the other.
 *
 * <p>What nobody has received yet is held at its receiver up to a window for each sender, see {@link MessageOptions#inboundBytes}; what
 * is above {@link MessageOptions#eagerLimitBytes} stays at its sender until a receive takes it. Beyond that it waits at its sender, and
 * all behind it, whatever its tag: who receives some tags only must leave room for the others.
 *
 * <p>Threads: as {@link ActiveMessages}.
 */
public final class TaggedMessages {
    /** In the place of a source: any. */
    public static final int ANY_SOURCE = -2;

    /** In the place of a tag: any. */
    public static final int ANY_TAG = -1;

    private final Local local;
    private final Peers peers;
    private final Starter starter;

    TaggedMessages(Local local, Peers peers, Starter starter) {
        this.local = local;
        this.peers = peers;
        this.starter = starter;
    }

    /**
     * Sends a message. If it fails it was not received, but for DEADLINE_EXCEEDED and CANCELLED of one above
     * {@link MessageOptions#eagerLimitBytes}, and UNAVAILABLE, which may come too late. RESOURCE_EXHAUSTED if too much waits to leave
     * for that end: wait for requests that were given before.
     *
     * @param tag 0 or more
     * @param value encoded before this returns; the bytes pass to this
     * @param deadlineNs from now, until it must have left, or, above the eager limit, have been received
     * @return completes when the carrier has it; above the eager limit, when its receiver has all of it
     */
    public <T> Request<Void> send(int to, int tag, Codec<T> codec, T value, long deadlineNs) {
        return starter.start(() -> {
            Addressee.Tag addressee = new Addressee.Tag(checkTag(tag, 0));
            return new OneWaySend(peers.get(to), addressee, Deadlines.check(deadlineNs))
                    .begin(ActiveMessages.encode(addressee.text(), codec, value));
        });
    }

    /**
     * Receives a message.
     *
     * <p>Errors, by status: DEADLINE_EXCEEDED; CANCELLED, which a large message that it was being given suffers too, as its sender is
     * told; UNAVAILABLE if the source is gone and nothing of it is left that matches, and, of any source, if all others are gone;
     * INVALID_ARGUMENT; PROTOCOL_ERROR if the codec doesn't take the message, which is received all the same.
     *
     * @param source a rank, {@link MessageCarrier#FRONT_END}, or {@link #ANY_SOURCE}
     * @param tag or {@link #ANY_TAG}
     * @param deadlineNs from now
     */
    public <T> Request<Received<T>> receive(int source, int tag, Codec<T> codec, long deadlineNs) {
        return starter.start(() -> {
            Match match = match(source, tag);
            if (!match.isOfAnySource()) {
                local.carrier().watch(source);
            }
            return new PostedReceive<>(local, peers::whyGone, match, codec, Deadlines.check(deadlineNs)).begin();
        });
    }

    /**
     * The message that a receive would take now, if there is one; it stays.
     *
     * @throws StciException INVALID_ARGUMENT for a source or tag that can't be
     */
    public Optional<Unreceived> probe(int source, int tag) {
        starter.checkThread();
        return Optional.ofNullable(local.matching().first(match(source, tag)))
                .map(first ->
                        new Unreceived(first.match().source(), first.match().tag(), first.sizeBytes()));
    }

    private Match match(int source, int tag) {
        if (source != ANY_SOURCE) {
            Ends.checkPeer(local.carrier(), source);
        }
        return new Match(source, checkTag(tag, ANY_TAG));
    }

    private static int checkTag(int tag, int lowest) {
        if (tag < lowest) {
            throw new StciException(Status.INVALID_ARGUMENT, "tag " + tag, "is below " + lowest, "give a positive one");
        }
        return tag;
    }
}
