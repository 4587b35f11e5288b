package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a link sends: written at once while the channel has room, and else queued by lane. Confined to its thread. */
final class SendLanes implements LinkFlusher.Flushable {
    private final LinkFlusher flusher;
    private final Channel channel;
    private final Deque<ByteBuf> data = new ArrayDeque<>();
    private final Deque<ByteBuf> bulk = new ArrayDeque<>();
    private long queuedBytes;
    private boolean dirty;

    SendLanes(LinkFlusher flusher, Channel channel) {
        this.flusher = flusher;
        this.channel = channel;
    }

    /** Takes a frame over. */
    void send(ByteBuf frame, Lane lane) {
        if (lane == Lane.CONTROL || channel.isWritable() && isNext(lane)) {
            write(frame);
        } else {
            queuedBytes += frame.readableBytes();
            (lane == Lane.DATA ? data : bulk).add(frame);
        }
    }

    /** Sends a frame before all that is queued. */
    void write(ByteBuf frame) {
        channel.write(frame, channel.voidPromise());
        flusher.flushLater(this);
    }

    /** Writes what is queued as far as the channel has room. */
    void drain() {
        while (channel.isWritable() && hasQueued()) {
            write(poll());
        }
    }

    /** Writes all that is queued, whether there is room or not. */
    void drainAll() {
        while (hasQueued()) {
            write(poll());
        }
    }

    /** Drops what is queued. */
    void release() {
        while (hasQueued()) {
            poll().release();
        }
    }

    long queuedBytes() {
        ChannelOutboundBuffer written = channel.unsafe().outboundBuffer();
        return queuedBytes + (written == null ? 0 : written.totalPendingWriteBytes());
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
        channel.flush();
    }

    private boolean isNext(Lane lane) {
        return data.isEmpty() && (lane == Lane.DATA || bulk.isEmpty());
    }

    private boolean hasQueued() {
        return !data.isEmpty() || !bulk.isEmpty();
    }

    private ByteBuf poll() {
        ByteBuf next = data.isEmpty() ? bulk.poll() : data.poll();
        queuedBytes -= next.readableBytes();
        return next;
    }
}
