package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

/** One end of a link with both windows, which offers numbers 0, 1, 2, ... and checks what it gets. */
final class WindowEnd {
    private static final long MS = 1_000_000;
    static final RetransmitPolicy RETRANSMIT = new RetransmitPolicy(200 * MS, 5 * MS, 2000 * MS);
    private static final NakPolicy NAK = new NakPolicy(MS, 8 * MS, 20 * MS, 500 * MS);

    final SendWindow<Copy> sending;
    final ReceiveWindow<Copy> receiving;
    final int sendCapacity;
    final int receiveCapacity;
    long naks;
    long timeouts;

    private final String name;
    private final VirtualQueue queue;
    private final Random random;
    private final LossyLink out;
    private final int toOffer;
    private final double pauses;
    private final long ackDelayNs;
    private WindowEnd peer;
    private int offered;
    private int expected;
    private int liveSent;
    private int liveArrived;
    private long wakeAtNs = Long.MAX_VALUE;
    private boolean offerLater;
    private boolean ackLater;
    private boolean closed;
    private int releasedByClose;

    WindowEnd(String name, VirtualQueue queue, Random random, int toOffer, Sizes sizes) {
        this.name = name;
        this.queue = queue;
        this.random = random;
        this.toOffer = toOffer;
        this.sendCapacity = sizes.send;
        this.receiveCapacity = sizes.receive;
        this.out = new LossyLink(queue, random);
        this.pauses = random.nextInt(2) == 0 ? 0 : random.nextDouble() * 0.2;
        this.ackDelayNs = random.nextInt(2) == 0 ? 0 : random.nextInt(5) * MS;
        this.sending = new SendWindow<>(sendCapacity, RETRANSMIT, copy -> liveSent -= copy.end(), sizes.base);
        this.receiving =
                new ReceiveWindow<>(receiveCapacity, NAK, this::deliver, copy -> liveArrived -= copy.end(), sizes.base);
    }

    /** Capacities of an end, and the number before its first. */
    record Sizes(int send, int receive, long base) {}

    /** A message of which the end must hear exactly once: delivered, or released. */
    static final class Copy {
        private final int content;
        private int ends;

        Copy(int content) {
            this.content = content;
        }

        int end() {
            ends++;
            assertEquals(1, ends, "copy of " + content + " ended again");
            return 1;
        }
    }

    void connect(WindowEnd other) {
        peer = other;
    }

    void offerAll() {
        offerLater = closed;
        while (offered < toOffer && !offerLater) {
            Copy copy = new Copy(offered);
            long number = sending.offer(copy, queue.nowNs());
            assertEquals(number == SendWindow.REFUSED, sendCapacity == liveSent);
            if (number == SendWindow.REFUSED) {
                break;
            }
            offered++;
            liveSent++;
            transmit(number, copy);
            pauseSometimes();
        }
        wakeInTime();
    }

    void close() {
        closed = true;
        releasedByClose = liveSent + liveArrived;
        sending.close();
        receiving.close();
        assertEquals(0, liveSent);
        assertEquals(0, liveArrived);
    }

    void checkBounds() {
        assertTrue(sending.held() <= sendCapacity, "send window holds " + sending.held());
        assertTrue(receiving.held() <= receiveCapacity, "receive window holds " + receiving.held());
        assertEquals(liveSent, sending.held());
        assertEquals(liveArrived, receiving.held());
        assertTrue(sending.acked() <= peer.receiving.delivered(), "acknowledged before it was delivered");
    }

    boolean isDone() {
        return offered == toOffer && sending.isEmpty() && expected == peer.toOffer;
    }

    int releasedByClose() {
        return releasedByClose;
    }

    long lost() {
        return out.lost();
    }

    @Override
    public String toString() {
        return name + " sends " + toOffer + " by " + out + ", windows " + sendCapacity + " and " + receiveCapacity
                + ", offered " + offered + ", got " + expected + ", acked " + sending.acked();
    }

    private void deliver(Copy copy) {
        liveArrived -= copy.end();
        assertEquals(expected, copy.content, "delivered out of order");
        expected++;
    }

    private void pauseSometimes() {
        if (random.nextDouble() < pauses) {
            offerLater = true;
            queue.at(queue.nowNs() + random.nextInt(100) * MS, this::offerAll);
        }
    }

    private void transmit(long number, Copy copy) {
        int content = copy.content;
        long ack = receiving.delivered();
        out.send(name + " data " + number + " ack " + ack, () -> peer.gotData(number, content, ack));
    }

    private void gotData(long number, int content, long ack) {
        liveArrived++;
        receiving.received(number, new Copy(content), queue.nowNs());
        if (receiving.ackDue() && !ackLater) {
            ackLater = true;
            queue.at(queue.nowNs() + ackDelayNs, this::sendAck);
        }
        gotAck(ack);
    }

    private void sendAck() {
        ackLater = false;
        long upTo = receiving.takeAck();
        out.send(name + " ack " + upTo, () -> peer.gotAck(upTo));
    }

    private void gotAck(long upTo) {
        sending.ack(upTo, queue.nowNs());
        if (!offerLater) {
            offerAll();
        }
    }

    private void gotNak(long from, long to) {
        sending.nak(from, to, queue.nowNs(), this::transmit);
        wakeInTime();
    }

    private void wakeInTime() {
        long nextNs = Math.min(sending.nextTimeoutNs(), receiving.nextTimeoutNs());
        if (nextNs < wakeAtNs) {
            wakeAtNs = nextNs;
            queue.at(nextNs, () -> wake(nextNs));
        }
    }

    private void wake(long dueNs) {
        if (dueNs == wakeAtNs) {
            wakeAtNs = Long.MAX_VALUE;
        }
        int before = sending.timeoutsInARow();
        sending.onTimeout(queue.nowNs(), this::transmit);
        timeouts += sending.timeoutsInARow() - before;
        receiving.onTimeout(queue.nowNs(), random, this::sendNak);
        wakeInTime();
    }

    private void sendNak(long from, long to) {
        naks++;
        out.send(name + " nak " + from + "-" + to, () -> peer.gotNak(from, to));
    }
}
