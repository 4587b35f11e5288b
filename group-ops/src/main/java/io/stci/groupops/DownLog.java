package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.ordering.DownStore;
import io.stci.ordering.ReceiveSequence;
import io.stci.transport.Frames;
import io.stci.wire.SlowChild;
import io.stci.wire.StreamSpec;

/** The messages of one stream on their way down through one node, in order. Confined to the node's thread. */
final class DownLog {
    /** Senders wait for acknowledgements long before so much is on its way down. */
    private static final long STORE_BYTES = 16 << 20;

    private final StreamSpec spec;
    private final DownWindow.Limits limits;
    private final ReceiveSequence received = new ReceiveSequence();
    private final DownStore<ByteBuf> store = new DownStore<>(STORE_BYTES, DownLog::cost, ByteBuf::release);
    private final DownTail tail;

    DownLog(StreamSpec spec) {
        this.spec = spec;
        this.limits = DownWindow.Limits.of(spec);
        this.tail = new DownTail(spec.getSlowChild());
    }

    /** What a frame takes of a window. */
    static long cost(ByteBuf sealedFrame) {
        return Slot.cost(Frames.payloadLength(sealedFrame));
    }

    /** True if no more is held than one child may lag behind. */
    boolean hasRoom() {
        return !limits.isFull(store.heldBytes(), store.held());
    }

    int heldMessages() {
        return store.held();
    }

    /** @throws StciException RESOURCE_EXHAUSTED if far more waits for acknowledgement than {@link #hasRoom} allows */
    void checkCapacity() {
        if (!store.hasRoom()) {
            String reason = "waits for the acknowledgement of " + store.heldBytes() + " bytes";
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED, "stream " + spec.getId(), reason, "send while there is room");
        }
    }

    /** The newest number that came. */
    long last() {
        return received.last();
    }

    /**
     * A message came, or what stands for several. Takes the sealed frame over.
     *
     * @return false if it came before
     */
    boolean add(long first, long last, ByteBuf sealedFrame, DownKind kind) {
        boolean taken = false;
        try {
            checkCapacity();
            long before = received.last();
            taken = received.admit(first, last);
            if (taken) {
                store.add(before + 1, last, sealedFrame);
            }
        } finally {
            if (!taken) {
                sealedFrame.release();
            }
        }
        if (taken && kind == DownKind.END) {
            tail.end(last, sealedFrame);
        } else if (taken && kind == DownKind.MESSAGE && first == last) {
            tail.message(last, sealedFrame);
        }
        return taken;
    }

    /** What is to be sent next to a child that has all up to this number; null if nothing is kept for it. */
    DownStore.Kept<ByteBuf> next(long sent, boolean slow) {
        boolean newestOnly = slow && spec.getSlowChild() == SlowChild.SLOW_CONFLATE;
        DownStore.Kept<ByteBuf> next = newestOnly ? null : store.firstAfter(sent);
        return next != null ? next : tail.after(sent);
    }

    /** Counts as on its way to a child what it has received and not acknowledged. */
    void restart(DownWindow window, long childAcked, long childReceived) {
        window.restart(childAcked);
        for (DownStore.Kept<ByteBuf> each = store.firstAfter(childAcked);
                each != null && each.last() <= childReceived;
                each = store.firstAfter(each.last())) {
            window.sent(each.last(), each.sizeBytes());
        }
        window.skipTo(childReceived);
    }

    void acked(long upTo) {
        store.acked(upTo);
    }

    void close() {
        store.close();
        tail.close();
    }
}
