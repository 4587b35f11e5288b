package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.ordering.ReceiveSequence;
import io.stci.transport.Frames;
import io.stci.wire.StreamSpec;
import java.util.Map;

/**
 * An agent's end of a stream. Confined to the node's thread.
 *
 * <p>Sending: only while {@link #hasRoom()}; a listener tells when there is room again.
 */
public final class LeafStream {
    private final Node node;
    private final StreamSpec spec;
    private final int rank;
    private final ParentSink sink;
    private final ReceiveSequence downward = new ReceiveSequence();
    private LeafHandler handler = LeafHandler.NONE;
    private Runnable roomListener = () -> {};
    private boolean ended;
    private boolean closed;

    LeafStream(Node node, StreamSpec spec, int rank) {
        this.node = node;
        this.spec = spec;
        this.rank = rank;
        this.sink = new ParentSink(node, spec.getId());
    }

    public StreamSpec spec() {
        return spec;
    }

    public int rank() {
        return rank;
    }

    /** Who takes what comes down. */
    public void handler(LeafHandler handler) {
        this.handler = handler;
    }

    /** Called whenever there may be room again. */
    public void roomListener(Runnable listener) {
        this.roomListener = listener;
    }

    /** True if the parent has given credit for another message. */
    public boolean hasRoom() {
        return sink.hasRoom();
    }

    /** True once the stream has been closed from above; what is sent then goes nowhere. */
    public boolean isClosed() {
        return closed;
    }

    /** A buffer for a payload, to be handed to {@link #send}. */
    public ByteBuf allocate(int payloadCapacity) {
        return Frames.allocate(node.allocator(), payloadCapacity);
    }

    /**
     * Sends up.
     *
     * @param number as the stream's filter defines
     * @param frame from {@link #allocate}, with the payload written; taken over
     * @throws StciException RESOURCE_EXHAUSTED if there is no room
     */
    public void send(long number, ByteBuf frame) {
        if (closed || ended) {
            frame.release();
            return;
        }
        if (!hasRoom()) {
            frame.release();
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED, "stream " + spec.getId(), "has no room", "wait for the room listener");
        }
        sink.send(number, Frames.seal(frame, HandlerIds.STREAM_UP, spec.getId(), number));
    }

    /** Tells that this agent may send from now on, so that nobody waits for it to start. */
    public void begin() {
        if (!closed) {
            sink.begun();
        }
    }

    /** Tells that this agent will send no more. */
    public void end() {
        if (!ended && !closed) {
            ended = true;
            sink.ended(Map.of());
        }
    }

    /** Tells that the messages up to this number have been consumed. */
    public void ack(long upTo) {
        if (!closed) {
            sink.acked(upTo);
        }
    }

    /** Tells the parent that nothing comes from here and nothing is to be waited for, and why; then closes. */
    void refuse(StciException why) {
        sink.acked(Long.MAX_VALUE);
        sink.ended(Map.of(why.getMessage(), RankSet.of(rank)));
        close();
    }

    void granted(long bytes) {
        sink.grant(bytes);
        roomListener.run();
    }

    void down(long number, ByteBuf payload) {
        if (downward.admit(number)) {
            handler.message(number, payload);
        }
    }

    void downEnd(long number) {
        if (downward.admit(number)) {
            handler.end(number);
        }
    }

    void close() {
        closed = true;
        handler.closed();
        roomListener.run();
    }
}
