package io.stci.activemessages.message;

import io.stci.core.StciException;

/**
 * A tagged message that has come, or, large, has been announced. Until a receive takes it, it counts against its sender's window; and
 * what was announced stays with its sender.
 */
final class TaggedArrival implements TransferSink {
    private final Peer from;
    private final Match match;
    private final int sizeBytes;
    private final long costBytes;
    private final byte[] payload;
    private InTransfer transfer;
    private PostedReceive<?> receive;
    private long order;

    /**
     * @param payload null if it is announced
     * @param costBytes taken from the sender's window already
     */
    TaggedArrival(Peer from, int tag, int sizeBytes, byte[] payload, long costBytes) {
        this.from = from;
        this.match = new Match(from.id(), tag);
        this.sizeBytes = sizeBytes;
        this.payload = payload;
        this.costBytes = costBytes;
    }

    void comesBy(InTransfer announced) {
        transfer = announced;
        announced.hold();
    }

    Match match() {
        return match;
    }

    int sizeBytes() {
        return sizeBytes;
    }

    long costBytes() {
        return costBytes;
    }

    long order() {
        return order;
    }

    void order(long place) {
        order = place;
    }

    /** It is for this receive; which is waited for no longer. */
    void give(PostedReceive<?> taker) {
        from.taggedWindow().release(costBytes);
        if (payload != null) {
            taker.received(match, payload);
        } else {
            receive = taker;
            taker.awaits(transfer);
            transfer.pull();
        }
    }

    @Override
    public void completed(byte[] bytes, Runnable release) {
        receive.received(match, bytes);
        release.run();
    }

    /** Its sender called it off, or is gone: as if it had never been sent. */
    @Override
    public void failed(StciException why) {
        if (receive == null) {
            from.local().matching().forget(this);
            from.taggedWindow().release(costBytes);
        } else {
            receive.postAgain();
        }
    }
}
