package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.Node;
import io.stci.ordering.DownStore;
import io.stci.ordering.ReceiveSequence;
import io.stci.ordering.SubtreeAck;
import io.stci.transport.Lane;
import io.stci.wire.Adoption;

/**
 * What goes down one stream at one node: each message once and in order to every child, and kept until the whole subtree
 * has acknowledged it, so that a child which comes late or again can be told what it missed. Confined to the node's thread.
 */
final class DownPath {
    /** Senders wait for acknowledgements long before so much is on its way down. */
    private static final long STORE_BYTES = 16 << 20;

    private final Node node;
    private final ChildSlots slots;
    private final UpSink sink;
    private final SubtreeAck acks = new SubtreeAck();
    private final DownStore<ByteBuf> store = new DownStore<>(STORE_BYTES, ByteBuf::readableBytes, ByteBuf::release);
    private final ReceiveSequence received = new ReceiveSequence();

    DownPath(Node node, ChildSlots slots, UpSink sink) {
        this.node = node;
        this.slots = slots;
        this.sink = sink;
        slots.all().forEach(slot -> acks.add(slot.child, 0));
    }

    /**
     * Sends a message down. Takes the sealed frame over.
     *
     * @return false if it came before
     */
    boolean send(long number, ByteBuf sealedFrame) {
        if (!admits(number, sealedFrame)) {
            return false;
        }
        store.add(number, sealedFrame);
        for (Slot slot : slots.all()) {
            if (slot.connected) {
                node.sendDown(slot.child, sealedFrame.retainedDuplicate(), Lane.DATA);
            }
        }
        acknowledgeIfNobodyIsLeft(number);
        return true;
    }

    /** Sends a child what it lacks. */
    void resend(int child, long after) {
        store.forEachAfter(after, (number, frame) -> node.sendDown(child, frame.retainedDuplicate(), Lane.DATA));
    }

    /** A child has everything up to this number, with all below it. */
    void acked(Slot slot, long upTo) {
        if (upTo > received.last() && upTo != Long.MAX_VALUE) {
            throw ChildSlots.broken(slot.child, "acknowledges message " + upTo + " of " + received.last());
        }
        change(() -> acks.ack(slot.child, upTo));
    }

    /** A child takes the place of one above it, from which all that is acknowledged has come. */
    void add(int child) {
        acks.add(child, acks.acked() == Long.MAX_VALUE ? received.last() : acks.acked());
    }

    /** A child is waited for no longer. */
    void remove(int child) {
        change(() -> acks.remove(child));
    }

    Adoption.Stream state(int stream) {
        return Adoption.Stream.newBuilder()
                .setId(stream)
                .setReceived(received.last())
                .setAcked(Math.min(acks.acked(), received.last()))
                .build();
    }

    void close() {
        store.close();
    }

    private boolean admits(long number, ByteBuf sealedFrame) {
        boolean admitted = false;
        try {
            admitted = received.admit(number);
        } finally {
            if (!admitted) {
                sealedFrame.release();
            }
        }
        return admitted;
    }

    private void acknowledgeIfNobodyIsLeft(long number) {
        store.acked(Math.min(acks.acked(), number));
        if (acks.acked() >= number) {
            sink.acked(number);
        }
    }

    private void change(Runnable change) {
        long before = acks.acked();
        change.run();
        long after = acks.acked();
        if (after > before) {
            long reached = Math.min(after, received.last());
            store.acked(reached);
            sink.acked(reached);
        }
    }
}
