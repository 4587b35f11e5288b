package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.ordering.SendCredit;
import io.stci.transport.Frames;
import java.util.Map;

/** The upper side of a stream at the front-end: its consumer, within the room that the consumer granted. */
final class RootSink implements UpSink {
    private final StreamConsumer consumer;
    private final RootWaits waits;
    private final SendCredit credit = new SendCredit();
    private boolean closed;

    RootSink(StreamConsumer consumer, RootWaits waits) {
        this.consumer = consumer;
        this.waits = waits;
    }

    @Override
    public boolean hasRoom() {
        return !closed && credit.hasRoom();
    }

    @Override
    public void grant(long bytes) {
        credit.grant(bytes);
    }

    /** Never: the front-end has no link above. */
    @Override
    public void reset() {}

    /** Never: nobody is above. */
    @Override
    public void resumed(long number) {}

    @Override
    public void send(long number, ByteBuf sealedFrame) {
        try {
            if (!closed) {
                ByteBuf payload = Frames.payload(sealedFrame);
                credit.spend(payload.readableBytes());
                consumer.data(number, payload);
            }
        } finally {
            sealedFrame.release();
        }
    }

    @Override
    public void begun() {
        if (!closed) {
            consumer.begun();
        }
    }

    @Override
    public void ended(Map<String, RankSet> missing) {
        if (!closed) {
            consumer.ended();
        }
    }

    @Override
    public void acked(long upTo) {
        if (!closed) {
            consumer.acked(upTo);
            waits.acked(upTo);
        }
    }

    /** Never: the front-end ends its waves itself. */
    @Override
    public void progress(long number, int held) {}

    @Override
    public void slow(SlowReport report) {
        if (!closed) {
            consumer.slow(report);
        }
    }

    @Override
    public void quiet(long number) {
        waits.quiet(number);
    }

    @Override
    public void close() {
        closed = true;
        waits.close();
    }
}
