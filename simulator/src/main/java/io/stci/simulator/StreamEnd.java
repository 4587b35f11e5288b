package io.stci.simulator;

import io.netty.buffer.ByteBuf;
import io.stci.core.Lifecycle;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Frame;
import io.stci.transport.Lane;
import io.stci.transport.PeerHello;
import io.stci.transport.VcHandler;
import io.stci.transport.VirtualChannel;

/**
 * One end of a stream as TCP would give it: what is sent leaves by lane while the other end's window has room, and arrives
 * in order; the end of a process closes it, the end of a host does not. Confined to the simulation's thread.
 */
final class StreamEnd implements VirtualChannel {
    /** How long a closing end waits for a peer that takes nothing. */
    private static final long CLOSE_TIMEOUT_NS = 10_000_000_000L;

    private enum State {
        CONNECTING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private static final Lifecycle.Table<State> STATES = Lifecycle.table(State.class)
            .allow(State.CONNECTING, State.OPEN, State.CLOSED)
            .allow(State.OPEN, State.CLOSING, State.CLOSED)
            .allow(State.CLOSING, State.CLOSED);

    private final SimulatedProcess process;
    private final StreamPath out;
    private final Trace trace;
    private final Lifecycle<State> state;
    private final SendQueue queue = new SendQueue();
    private final Frame frame = new Frame();
    private StreamEnd other;
    private VcHandler handler;
    private PeerHello peer;
    private boolean opened;
    private StciException closeReason;

    StreamEnd(SimulatedProcess process, StreamPath out, Trace trace) {
        this.process = process;
        this.out = out;
        this.trace = trace;
        this.state = STATES.start("stream end", State.CONNECTING);
    }

    /** Joins two ends to a stream. */
    static void join(StreamEnd one, StreamEnd two) {
        one.other = two;
        two.other = one;
    }

    void handleWith(VcHandler handler) {
        this.handler = handler;
        process.opened(this);
    }

    void open(PeerHello peer) {
        this.peer = peer;
        state.move(State.OPEN);
        opened = true;
        guarded(() -> handler.opened(this));
    }

    boolean isConnecting() {
        return state.is(State.CONNECTING);
    }

    boolean isClosed() {
        return state.is(State.CLOSED);
    }

    @Override
    public int peer() {
        return peer.node();
    }

    @Override
    public String peerHost() {
        return peer.host();
    }

    @Override
    public long queuedBytes() {
        return queue.bytes();
    }

    @Override
    public void send(ByteBuf sealed, Lane lane) {
        if (!state.is(State.OPEN)) {
            sealed.release();
        } else if (queue.mayLeave(lane)) {
            leave(sealed);
        } else {
            queue.add(sealed, lane);
        }
    }

    @Override
    public void close() {
        if (state.is(State.OPEN)) {
            because(unavailable("was closed by this end"));
            state.move(State.CLOSING);
            process.schedule(CLOSE_TIMEOUT_NS, this::abort);
            process.schedule(0, this::closeIfDrained);
        }
    }

    @Override
    public void refuse(StciException why) {
        if (state.is(State.OPEN)) {
            because(why);
            state.move(State.CLOSING);
            queue.drop();
            out.send(new Notice(() -> other.refused(why)));
            process.schedule(0, this::end);
        }
    }

    /** The connection can't be made. */
    void unreachable(StciException why) {
        because(why);
        end();
    }

    /**
     * The process is gone.
     *
     * @param inFlightIsLost what it had sent does not arrive any more
     * @param heard its host lives and tells the other end
     */
    void died(boolean inFlightIsLost, boolean heard) {
        queue.drop();
        if (inFlightIsLost) {
            out.lose();
        }
        if (heard && other != null && !state.is(State.CLOSED)) {
            out.send(new Notice(other::closedByOther));
        }
        if (!state.is(State.CLOSED)) {
            state.move(State.CLOSED);
        }
    }

    /** The other end's process is gone, or has closed. */
    void closedByOther() {
        because(unavailable("was closed by the other end"));
        end();
    }

    /** Breaks the stream: what is on its way in either direction is lost, and both ends hear it. */
    void reset() {
        out.lose();
        other.out.lose();
        process.run(this::broken);
        other.process.run(other::broken);
    }

    boolean isTo(int host) {
        return other != null && other.process.host() == host && !state.is(State.CLOSED);
    }

    private void broken() {
        because(unavailable("broke: Connection reset by peer"));
        end();
    }

    private void leave(ByteBuf sealed) {
        queue.left(sealed.readableBytes());
        out.send(new FrameItem(sealed, sealed.readableBytes()));
    }

    private void taken(long bytes) {
        queue.taken(bytes);
        for (ByteBuf next = queue.poll(); next != null; next = queue.poll()) {
            leave(next);
        }
        closeIfDrained();
    }

    private void closeIfDrained() {
        if (state.is(State.CLOSING) && queue.isEmpty()) {
            abort();
        }
    }

    private void abort() {
        if (!state.is(State.CLOSED)) {
            out.send(new Notice(other::closedByOther));
            end();
        }
    }

    private void received(ByteBuf sealed) {
        if (state.is(State.OPEN)) {
            try {
                frame.wrap(sealed, sealed.readerIndex(), sealed.readInt());
                trace.frame(other.process.host(), process.host(), frame);
                handler.received(this, frame);
            } catch (StciException refused) {
                refuse(refused);
            } catch (RuntimeException | Error defect) {
                refuse(new StciException(Status.INTERNAL, "link", defect.toString(), "report this defect", defect));
                throw defect;
            }
        } else if (state.is(State.CLOSED)) {
            out.send(new Notice(other::closedByOther));
        }
    }

    private void refused(StciException why) {
        because(why);
        end();
    }

    private void end() {
        if (state.is(State.CLOSED)) {
            return;
        }
        state.move(State.CLOSED);
        queue.drop();
        process.closed(this);
        trace.say("host " + process.host() + ": " + closeReason.getMessage());
        if (handler != null) {
            handler.closed(opened ? this : null, closeReason);
        }
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (StciException refused) {
            refuse(refused);
        }
    }

    private void because(StciException why) {
        closeReason = closeReason == null ? why : closeReason;
    }

    private StciException unavailable(String reason) {
        String culprit = peer == null || peer.node() < 0 ? "link" : "link to node " + peer.node();
        return new StciException(Status.UNAVAILABLE, culprit, reason, "");
    }

    /** A frame on its way to the other end, which takes it when its process runs. */
    private final class FrameItem implements StreamPath.Item {
        private final ByteBuf sealed;
        private final long bytes;

        FrameItem(ByteBuf sealed, long bytes) {
            this.sealed = sealed;
            this.bytes = bytes;
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void arrive() {
            other.process.run(this::deliver, this::drop);
        }

        @Override
        public void drop() {
            sealed.release();
        }

        private void deliver() {
            try {
                other.received(sealed);
            } finally {
                sealed.release();
                process.run(() -> taken(bytes));
            }
        }
    }

    /** Something that isn't a frame: an end, a refusal. */
    private final class Notice implements StreamPath.Item {
        private final Runnable onArrival;

        Notice(Runnable onArrival) {
            this.onArrival = onArrival;
        }

        @Override
        public long bytes() {
            return 64;
        }

        @Override
        public void arrive() {
            other.process.run(onArrival);
        }

        @Override
        public void drop() {
            trace.say("host " + process.host() + ": its notice to host " + other.process.host() + " is lost");
        }
    }
}
