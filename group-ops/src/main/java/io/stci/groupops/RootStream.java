package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.transport.Frames;
import java.util.Map;

/** The front-end's handle of a stream. Confined to the front-end's thread. */
public final class RootStream {
    private final Node node;
    private final int id;
    private final InteriorStream stream;
    private final Runnable onClose;
    private long sent;

    RootStream(Node node, int id, InteriorStream stream, Runnable onClose) {
        this.node = node;
        this.id = id;
        this.stream = stream;
        this.onClose = onClose;
    }

    /**
     * Sends bytes to all members. Wait for {@link #hasRoom} first. What is sent after {@link #close} goes nowhere.
     *
     * <p>On a stream of waves this asks for the next one. The answers wait here until there is room, one for each wave asked
     * for; if no member is left the consumer gets the answer before this returns.
     *
     * @return the message's number, which the consumer's {@code acked} refers to
     * @throws io.stci.core.StciException RESOURCE_EXHAUSTED if 16 MiB wait for acknowledgement
     */
    public long send(byte[] bytes, int offset, int length) {
        stream.checkCapacity();
        sent++;
        ByteBuf frame = Frames.of(node.allocator(), HandlerIds.STREAM_DOWN, id, sent, bytes, offset, length);
        stream.down(sent, frame, false);
        return sent;
    }

    /**
     * True if no more is on its way down than the stream's window; as long as only then something is sent, no node holds more
     * of it than a window. May become true whenever the consumer's {@code acked} is called.
     */
    public boolean hasRoom() {
        return stream.hasRoom();
    }

    /** Tells all members that no more comes; numbered like a message. */
    public long end() {
        stream.checkCapacity();
        sent++;
        ByteBuf frame = Frames.of(node.allocator(), HandlerIds.STREAM_DOWN_END, id, sent);
        stream.down(sent, frame, true);
        return sent;
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
}
