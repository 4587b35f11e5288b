package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.stci.core.Lifecycle;
import io.stci.core.StciException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Carries a link on datagrams. The end of what an end sends is a datagram like others, which is acknowledged; who has it
 * stays for a while to say so again.
 */
final class DatagramCarrier implements Carrier, LinkFlusher.Flushable, DatagramFlow.Listener {
    /** About as long as a peer that has not heard of its acknowledgement repeats itself quickly. */
    private static final long LINGER_NS = TimeUnit.SECONDS.toNanos(1);

    private final DatagramContext context;
    private final Link link;
    private final DatagramOwner owner;
    private final Lifecycle<DatagramState> state = DatagramState.start();
    private final DatagramOutbox outbox = new DatagramOutbox();
    private final SegmentReader segmentReader;
    private final WakeTimer expiry;
    private DatagramPath path;
    private DatagramFlow flow;
    private boolean dirty;

    DatagramCarrier(DatagramContext context, Link link, DatagramOwner owner) {
        this.context = context;
        this.link = link;
        this.owner = owner;
        this.segmentReader = new SegmentReader(context.allocator(), link);
        this.expiry = new WakeTimer(context.scheduler(), this::vanish);
    }

    @Override
    public ByteBufAllocator allocator() {
        return context.allocator();
    }

    @Override
    public void greet(ByteBuf frame) {
        add(frame, DatagramLanes.LINK_LANE);
    }

    @Override
    public void send(ByteBuf frame, Lane lane) {
        add(frame, DatagramLanes.number(lane));
    }

    @Override
    public long queuedBytes() {
        return outbox.queuedBytes();
    }

    @Override
    public void finish() {
        if (state.is(DatagramState.OPEN)) {
            state.move(DatagramState.FINISHING);
            outbox.finish();
            context.flusher().flushLater(this);
        }
    }

    @Override
    public void refuse(StciException why) {
        if (state.is(DatagramState.OPEN)) {
            outbox.release();
            greet(HandshakeFrames.refusal(context.allocator(), why));
            finish();
            expireAfter(context.limits().closeTimeoutNs());
            owner.lingers(this);
            endLink();
        } else {
            cut();
        }
    }

    @Override
    public void cut() {
        if (state.is(DatagramState.OPEN)) {
            linger();
        } else if (state.is(DatagramState.FINISHING)) {
            path.send(Datagrams.reset(context.allocator(), path.localId()));
            vanish();
        } else if (state.is(DatagramState.CONNECTING)) {
            vanish();
        }
        endLink();
    }

    @Override
    public boolean markDirty() {
        boolean clean = !dirty;
        dirty = true;
        return clean;
    }

    @Override
    public void flush() {
        dirty = false;
        if (flow != null && !state.is(DatagramState.GONE)) {
            if (!hasEnded()) {
                outbox.pump(flow);
            }
            flow.settle();
            if (state.is(DatagramState.FINISHING) && outbox.isDone(flow)) {
                vanish();
                endLink();
            }
        }
    }

    @Override
    public void delivered(ByteBuf segments) {
        if (segmentReader.read(segments)) {
            linger();
            endLink();
        }
    }

    @Override
    public void silent() {
        giveUp("does not answer any more");
    }

    /** The peer knows of the link, and can be reached by this path. */
    void connected(DatagramPath found) {
        path = found;
        flow = new DatagramFlow(context, path, this, link.incoming()::maxFrameBytes);
        state.move(DatagramState.OPEN);
        guarded(link::connected);
    }

    /** How the peer is reached; null before that is known. */
    DatagramPath path() {
        return path;
    }

    /** Memory of what has come but can't be handed over yet, bytes. */
    long keptBytes() {
        return segmentReader.keptBytes() + (flow == null ? 0 : flow.receivedBytes());
    }

    /** Datagrams kept, to be sent again or because others before them are missing. */
    int keptDatagrams() {
        return flow == null ? 0 : flow.keptDatagrams();
    }

    /** True until the link has ended at this end. */
    boolean isOpen() {
        return state.is(DatagramState.OPEN);
    }

    /** A datagram of this link came, lent: DATA, ACK or NAK. */
    void received(byte kind, ByteBuf datagram) {
        if (flow != null && !state.is(DatagramState.GONE)) {
            guarded(() -> flow.received(kind, datagram));
            context.flusher().flushLater(this);
        }
    }

    /** The peer has no such link. */
    void reset() {
        giveUp("was reset by the other end");
    }

    /** The network says that the peer is not there. */
    void unreachable() {
        if (flow != null && !state.is(DatagramState.GONE)) {
            flow.unreachable();
        }
    }

    /** Ends everything at once, as its thread does; tells the peer if there is still a port. */
    void abandon(boolean portIsOpen) {
        if (portIsOpen && path != null && !hasEnded()) {
            path.send(Datagrams.reset(context.allocator(), path.localId()));
        }
        vanish();
        link.ended();
    }

    private interface Handling {
        void run() throws IOException;
    }

    /** What goes wrong with a link's input ends that link. */
    private void guarded(Handling handling) {
        try {
            handling.run();
        } catch (IOException | RuntimeException | Error failure) {
            link.failed(failure);
        }
    }

    /** A link may still send when its carrier has ended, as it hears of that a little later. */
    private void add(ByteBuf frame, int lane) {
        if (hasEnded()) {
            frame.release();
        } else {
            outbox.add(frame, lane);
            context.flusher().flushLater(this);
        }
    }

    private boolean hasEnded() {
        return state.is(DatagramState.LINGERING) || state.is(DatagramState.GONE);
    }

    private void giveUp(String reason) {
        if (state.is(DatagramState.OPEN)) {
            link.broke(reason);
        }
        vanish();
        endLink();
    }

    private void linger() {
        if (state.allows(DatagramState.LINGERING)) {
            state.move(DatagramState.LINGERING);
            outbox.release();
            segmentReader.release();
            flow.stopSending();
            expireAfter(LINGER_NS);
            owner.lingers(this);
        }
    }

    private void expireAfter(long delayNs) {
        expiry.cancel();
        expiry.wakeBy(context.scheduler().nowNs() + delayNs);
    }

    /** Lets everything go; harmless again. */
    void vanish() {
        if (state.is(DatagramState.GONE)) {
            return;
        }
        state.move(DatagramState.GONE);
        outbox.release();
        segmentReader.release();
        if (flow != null) {
            flow.close();
        }
        expiry.cancel();
        owner.gone(this);
    }

    /** Later: a link doesn't end while its handler is being called. */
    private void endLink() {
        context.thread().execute(link::ended);
    }
}
