package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a link sends: written at once while the channel has room, and else queued by lane. Small frames are gathered, large
 * ones passed on as they are. Confined to its thread.
 */
final class SendLanes implements LinkFlusher.Flushable {
    private final LinkFlusher flusher;
    private final Channel channel;
    private final SmallFrames small;
    private final Deque<ByteBuf> data = new ArrayDeque<>();
    private final Deque<ByteBuf> bulk = new ArrayDeque<>();
    private long queuedBytes;
    private boolean dirty;

    SendLanes(LinkFlusher flusher, Channel channel) {
        this.flusher = flusher;
        this.channel = channel;
        this.small = new SmallFrames(channel.alloc());
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
        if (!small.add(frame)) {
            writeSmall();
            writeBehindSmall(frame);
        }
        flusher.flushLater(this);
    }

    /** Writes what is queued as far as the channel has room. */
    void drain() {
        while (channel.isWritable() && hasQueued()) {
            write(poll());
        }
    }

    /** Writes and flushes all that is queued, whether there is room or not. */
    void drainAll() {
        while (hasQueued()) {
            write(poll());
        }
        flush();
    }

    /** Drops what is queued. */
    void release() {
        small.release();
        while (hasQueued()) {
            poll().release();
        }
    }

    long queuedBytes() {
        ChannelOutboundBuffer written = channel.unsafe().outboundBuffer();
        return queuedBytes + small.waitingBytes() + (written == null ? 0 : written.totalPendingWriteBytes());
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
        writeSmall();
        channel.flush();
    }

    private void writeBehindSmall(ByteBuf frame) {
        if (!small.add(frame)) {
            channel.write(frame, channel.voidPromise());
        }
    }

    private void writeSmall() {
        if (small.waitingBytes() > 0) {
            channel.write(small.take(), channel.voidPromise());
        }
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
