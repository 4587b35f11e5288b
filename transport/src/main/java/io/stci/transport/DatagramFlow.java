package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.stci.ordering.NakPolicy;
import io.stci.ordering.ReceiveWindow;
import io.stci.ordering.RetransmitPolicy;
import io.stci.ordering.SendWindow;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The datagrams of one link, numbered: each arrives once and in order, or the peer is given up.
 *
 * <p>Guarantees: at most {@link #WINDOW} datagrams are kept to be sent again; what is kept out of order is bounded in number
 * by the same, and in bytes by what the link grants.
 *
 * <p>Confined to the link's thread.
 */
final class DatagramFlow {
    /** Datagrams on their way in one direction, at most. Part of the protocol: the receiver has as much room. */
    static final int WINDOW = 128;

    /** A peer that stays silent through so many timeouts, which double up to a second, is gone: after about 7 s. */
    static final int SILENT_TIMEOUTS = 12;

    private static final int TIMEOUTS_PER_HINT = 4;
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final RetransmitPolicy RETRANSMIT = new RetransmitPolicy(200 * MS, 20 * MS, 1000 * MS);
    private static final NakPolicy NAK = new NakPolicy(MS, 3 * MS, 20 * MS, 500 * MS);

    /** Hears of a link's datagrams. */
    interface Listener {
        /** Takes over what a datagram brought, in order. */
        void delivered(ByteBuf segments);

        /** The peer is gone. Called when nothing else goes on. */
        void silent();
    }

    private final DatagramContext context;
    private final DatagramPath path;
    private final Listener listener;
    private final IntSupplier mayKeepBytes;
    private final CongestionWindow congestion = new CongestionWindow(WINDOW);
    private final SendWindow<ByteBuf> sending = new SendWindow<>(WINDOW, RETRANSMIT, ByteBuf::release);
    private final ReceiveWindow<ByteBuf> receiving =
            new ReceiveWindow<>(WINDOW, NAK, this::deliver, this::releaseReceived);
    private final WakeTimer timer;
    private ByteBuf nak;
    private long lastSent;
    private long receivedBytes;
    private int silentTimeouts;

    /** @param mayKeepBytes how many bytes may be kept out of order now */
    DatagramFlow(DatagramContext context, DatagramPath path, Listener listener, IntSupplier mayKeepBytes) {
        this.mayKeepBytes = mayKeepBytes;
        this.context = context;
        this.path = path;
        this.listener = listener;
        this.timer = new WakeTimer(context.scheduler(), this::wake);
    }

    /** True if {@link #send} may be called. */
    boolean hasRoom() {
        return sending.held() < congestion.size();
    }

    /** The largest datagram that may be sent. */
    int maxBytes() {
        return path.maxBytes();
    }

    /** A datagram for {@link #send}, whose writer stands where its segments begin. */
    ByteBuf allocate(int sizeBytes) {
        ByteBuf datagram = Datagrams.start(context.allocator(), Datagrams.DATA, path.remoteId(), sizeBytes);
        return datagram.writeLong(0).writeLong(0);
    }

    /** Takes a datagram over and sends it until it has arrived. */
    void send(ByteBuf datagram) {
        long nowNs = context.scheduler().nowNs();
        lastSent = sending.offer(datagram, nowNs);
        datagram.setLong(Datagrams.BODY, lastSent);
        datagram.setLong(Datagrams.BODY + Long.BYTES, receiving.takeAck());
        path.send(Datagrams.seal(datagram).retainedDuplicate());
    }

    /** True if all that was sent has arrived. */
    boolean isAcked() {
        return sending.isEmpty();
    }

    /** Datagrams kept to be sent again, and those kept out of order. */
    int keptDatagrams() {
        return sending.held() + receiving.held();
    }

    /** Bytes kept out of order. */
    long receivedBytes() {
        return receivedBytes;
    }

    /**
     * A datagram came: DATA, ACK or NAK.
     *
     * @param datagram lent
     * @throws io.stci.core.StciException PROTOCOL_ERROR if it speaks of what was never sent
     */
    void received(byte kind, ByteBuf datagram) {
        silentTimeouts = 0;
        if (kind == Datagrams.DATA) {
            acknowledged(Datagrams.longAt(datagram, Datagrams.BODY + Long.BYTES));
            receivedData(Datagrams.longAt(datagram, Datagrams.BODY), datagram);
        } else {
            acknowledged(Datagrams.longAt(datagram, Datagrams.BODY));
            resendMissing(datagram);
        }
    }

    /** Behind a batch of input and output: says what is to be said of what came, and sets the timer. */
    void settle() {
        askForMissing();
        if (receiving.ackDue()) {
            ByteBuf ack = Datagrams.start(context.allocator(), Datagrams.ACK, path.remoteId(), Datagrams.ACK_BYTES);
            path.send(Datagrams.seal(ack.writeLong(receiving.takeAck())));
        }
        timer.wakeBy(Math.min(sending.nextTimeoutNs(), receiving.nextTimeoutNs()));
    }

    /** The network says that the peer is not there, which a few times makes it gone. */
    void unreachable() {
        silentFor(TIMEOUTS_PER_HINT);
    }

    /** Nothing of what was sent matters any more; what comes is still acknowledged. */
    void stopSending() {
        sending.close();
    }

    /** Lets everything go. */
    void close() {
        timer.cancel();
        sending.close();
        receiving.close();
    }

    private void acknowledged(long upTo) {
        int before = sending.held();
        sending.ack(upTo, context.scheduler().nowNs());
        congestion.acked(before - sending.held());
    }

    /** What comes in order is read where it is; what must wait is copied, so that it doesn't pin the network's memory. */
    private void receivedData(long number, ByteBuf datagram) {
        int begin = datagram.readerIndex() + Datagrams.DATA_BYTES;
        int length = datagram.readableBytes() - Datagrams.DATA_BYTES;
        boolean waits = number > receiving.delivered() + 1;
        if (waits && receivedBytes + length > mayKeepBytes.getAsInt()) {
            return;
        }
        receivedBytes += length;
        ByteBuf segments = waits
                ? context.allocator().directBuffer(length).writeBytes(datagram, begin, length)
                : datagram.retainedSlice(begin, length);
        receiving.received(number, segments, context.scheduler().nowNs());
    }

    private void deliver(ByteBuf segments) {
        receivedBytes -= segments.readableBytes();
        listener.delivered(segments);
    }

    private void releaseReceived(ByteBuf segments) {
        receivedBytes -= segments.readableBytes();
        segments.release();
    }

    private void resendMissing(ByteBuf datagram) {
        long nowNs = context.scheduler().nowNs();
        int last = datagram.readableBytes() - Datagrams.RANGE_BYTES;
        for (int at = Datagrams.ACK_BYTES; at <= last; at += Datagrams.RANGE_BYTES) {
            long from = Datagrams.longAt(datagram, at);
            sending.nak(from, Datagrams.longAt(datagram, at + Long.BYTES), nowNs, this::resend);
            if (from > sending.acked()) {
                congestion.lost(from, lastSent);
            }
        }
    }

    private void resend(long number, ByteBuf datagram) {
        context.counters().countResent();
        path.send(datagram.retainedDuplicate());
    }

    private void askForMissing() {
        receiving.onTimeout(context.scheduler().nowNs(), context.random(), this::addMissing);
        sendNak();
    }

    private void addMissing(long from, long to) {
        if (nak == null) {
            nak = Datagrams.start(context.allocator(), Datagrams.NAK, path.remoteId(), path.maxBytes());
            nak.writeLong(receiving.takeAck());
        }
        nak.writeLong(from).writeLong(to);
        if (nak.writerIndex() + Datagrams.RANGE_BYTES > path.maxBytes()) {
            sendNak();
        }
    }

    private void sendNak() {
        if (nak != null) {
            path.send(Datagrams.seal(nak));
            nak = null;
        }
    }

    private void wake() {
        int before = sending.timeoutsInARow();
        sending.onTimeout(context.scheduler().nowNs(), this::resend);
        int timeouts = sending.timeoutsInARow() - before;
        settle();
        if (timeouts > 0) {
            congestion.timedOut(lastSent);
            silentFor(timeouts);
        }
    }

    private void silentFor(int timeouts) {
        silentTimeouts += timeouts;
        if (silentTimeouts >= SILENT_TIMEOUTS) {
            silentTimeouts = 0;
            listener.silent();
        }
    }
}
