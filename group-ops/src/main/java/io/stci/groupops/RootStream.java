package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.transport.Frames;

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
     * Sends bytes to all members.
     *
     * @return the message's number, which the consumer's {@code acked} refers to
     */
    public long send(byte[] bytes, int offset, int length) {
        sent++;
        stream.down(sent, Frames.of(node.allocator(), HandlerIds.STREAM_DOWN, id, sent, bytes, offset, length));
        return sent;
    }

    /** Tells all members that no more comes; numbered like a message. */
    public long end() {
        sent++;
        ByteBuf frame = Frames.of(node.allocator(), HandlerIds.STREAM_DOWN_END, id, sent);
        stream.down(sent, frame);
        return sent;
    }

    /** Lets the consumer be given so many bytes more; none come before the first grant. */
    public void grant(long bytes) {
        stream.granted(bytes);
    }

    /** Ends the stream everywhere. */
    public void close() {
        onClose.run();
    }
}
