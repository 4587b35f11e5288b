package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.stci.core.Lifecycle;
import io.stci.core.Scheduler;
import io.stci.core.StciException;
import java.util.concurrent.TimeUnit;

/**
 * Carries a link on datagrams. The end of what an end sends is a datagram like others, which is acknowledged; who has it
 * stays for a while to say so again.
 */
final class DatagramCarrier implements Carrier, LinkFlusher.Flushable, DatagramFlow.Listener {
    /** Who holds this carrier, and brings it what comes. */
    interface Owner {
        /** No link needs it any more, but the peer may. */
        void lingers(DatagramCarrier carrier);

        /** Nobody needs it any more. */
        void gone(DatagramCarrier carrier);
    }

    /** About as long as a peer that has not heard of its acknowledgement repeats itself quickly. */
    private static final long LINGER_NS = TimeUnit.SECONDS.toNanos(1);

    private final DatagramContext context;
    private final Link link;
    private final Owner owner;
    private final Lifecycle<DatagramState> state = DatagramState.start();
    private final DatagramOutbox outbox = new DatagramOutbox();
    private final SegmentReader segmentReader;
    private DatagramPath path;
    private DatagramFlow flow;
    private Scheduler.Timer expiry;
    private boolean dirty;

    DatagramCarrier(DatagramContext context, Link link, Owner owner) {
        this.context = context;
        this.link = link;
        this.owner = owner;
        this.segmentReader = new SegmentReader(context.allocator());
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
        state.move(DatagramState.FINISHING);
        outbox.finish();
        flushLater();
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
            if (!state.is(DatagramState.LINGERING)) {
                outbox.pump(flow);
            }
            flow.settle();
            vanishIfFinished();
        }
    }

    @Override
    public void delivered(ByteBuf segments) {
        try {
            if (segmentReader.read(segments, link)) {
                linger();
                endLink();
            }
        } catch (RuntimeException | Error failure) {
            link.failed(failure);
        } finally {
            segments.release();
        }
    }

    /** As much as the largest frame that the peer may send now. */
    @Override
    public int mayHoldBytes() {
        return link.incoming().maxFrameBytes();
    }

    @Override
    public void silent() {
        if (state.is(DatagramState.OPEN)) {
            link.broke("does not answer any more");
        }
        vanish();
        endLink();
    }

    /** The peer knows of the link, and can be reached by this path. */
    void connected(DatagramPath found) {
        path = found;
        flow = new DatagramFlow(context, path, this);
        state.move(DatagramState.OPEN);
        try {
            link.connected();
        } catch (RuntimeException | Error failure) {
            link.failed(failure);
        }
    }

    /** How the peer is reached; null before that is known. */
    DatagramPath path() {
        return path;
    }

    /** Null before the peer is reached. */
    DatagramFlow flow() {
        return flow;
    }

    /** Bytes of frames that have come in part. */
    long partialBytes() {
        return segmentReader.keptBytes();
    }

    /** True until the link has ended at this end. */
    boolean isOpen() {
        return state.is(DatagramState.OPEN);
    }

    /** A datagram of this link came, lent: DATA, ACK or NAK. */
    void received(byte kind, ByteBuf datagram) {
        if (flow == null || state.is(DatagramState.GONE)) {
            return;
        }
        try {
            flow.received(kind, datagram);
        } catch (StciException breach) {
            link.failed(breach);
        }
        flushLater();
    }

    /** The peer has no such link. */
    void reset() {
        if (state.is(DatagramState.OPEN)) {
            link.broke("was reset by the other end");
        }
        vanish();
        endLink();
    }

    /** The network says that the peer is not there. */
    void unreachable() {
        if (flow != null && !state.is(DatagramState.GONE)) {
            flow.unreachable();
        }
    }

    /** Ends everything at once, as its thread does; tells the peer if there is still a port. */
    void abandon(boolean portIsOpen) {
        if (portIsOpen && path != null && !state.is(DatagramState.LINGERING)) {
            path.send(Datagrams.reset(context.allocator(), path.localId()));
        }
        vanish();
        link.ended();
    }

    /** What is sent between the carrier's end and the link's goes nowhere. */
    private void add(ByteBuf frame, int lane) {
        if (state.is(DatagramState.LINGERING) || state.is(DatagramState.GONE)) {
            frame.release();
        } else {
            outbox.add(frame, lane);
            flushLater();
        }
    }

    private void flushLater() {
        context.flusher().flushLater(this);
    }

    private void vanishIfFinished() {
        if (outbox.isDone(flow) && state.is(DatagramState.FINISHING)) {
            vanish();
            endLink();
        }
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
        if (expiry != null) {
            expiry.cancel();
        }
        expiry = context.scheduler().schedule(delayNs, this::vanish);
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
        if (expiry != null) {
            expiry.cancel();
        }
        owner.gone(this);
    }

    /** Later: a link doesn't end while its handler is being called. */
    private void endLink() {
        context.thread().execute(link::ended);
    }
}
