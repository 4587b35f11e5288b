package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.stci.core.Status;
import io.stci.core.StciException;

/** Cuts what arrives into frames, in place where a frame lies whole in one read. Confined to the link's thread. */
final class FrameReader {
    /** Takes frames as they are complete. */
    interface Consumer {
        /** The largest length that is accepted of the next frame. */
        int maxFrameBytes();

        /** Returns false to stop reading. */
        boolean frame(Frame frame);
    }

    private final ByteBufAllocator allocator;
    private final Frame frame = new Frame();
    private ByteBuf pending;

    FrameReader(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /**
     * Takes over one read.
     *
     * @throws io.stci.core.StciException PROTOCOL_ERROR for bytes that are no frame; nothing is held then
     */
    void read(ByteBuf in, Consumer consumer) {
        ByteBuf all = pending == null ? in : join(in);
        boolean gathered = all == pending;
        pending = null;
        try {
            boolean more = true;
            if (gathered && !hasWholeFrame(all, consumer)) {
                pending = all.retain();
                return;
            }
            while (more && hasWholeFrame(all, consumer)) {
                int start = all.readerIndex();
                int length = all.getInt(start);
                all.skipBytes(FrameCodec.LENGTH_BYTES + length);
                frame.wrap(all, start, length);
                more = consumer.frame(frame);
            }
            if (more && all.isReadable()) {
                pending = keep(all);
            }
        } finally {
            all.release();
        }
    }

    /** Memory of half a frame. */
    long keptBytes() {
        return pending == null ? 0 : pending.capacity();
    }

    /** Forgets half a frame. */
    void release() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }

    private static boolean hasWholeFrame(ByteBuf all, Consumer consumer) {
        if (all.readableBytes() < FrameCodec.LENGTH_BYTES) {
            return false;
        }
        int length = all.getInt(all.readerIndex());
        int maxFrameBytes = consumer.maxFrameBytes();
        if (length <= 0 || length > maxFrameBytes) {
            throw badLength(length, maxFrameBytes);
        }
        return all.readableBytes() >= FrameCodec.LENGTH_BYTES + length;
    }

    /** A common mistake is told from others: one end speaks TLS, whose records begin with 0x14 to 0x17 and 0x03. */
    private static StciException badLength(int length, int maxFrameBytes) {
        int firstBytes = length >>> 16;
        boolean isTls = firstBytes >= 0x1403 && firstBytes <= 0x1703 && (firstBytes & 0xff) == 0x03;
        return new StciException(
                Status.PROTOCOL_ERROR,
                "frame",
                "length " + Integer.toUnsignedString(length) + " is not between 1 and " + maxFrameBytes
                        + (isTls ? ": it looks like TLS" : ""),
                isTls ? "use tls: at both ends or at neither" : "");
    }

    /** Moves the rest into a buffer that has room for the whole frame, so that a large one is gathered once. */
    private ByteBuf keep(ByteBuf all) {
        int rest = all.readableBytes();
        int length = rest < FrameCodec.LENGTH_BYTES ? 0 : all.getInt(all.readerIndex());
        ByteBuf kept = allocator.directBuffer(Math.max(FrameCodec.LENGTH_BYTES + length, rest));
        return kept.writeBytes(all, all.readerIndex(), rest);
    }

    private ByteBuf join(ByteBuf in) {
        ByteBuf joined = pending;
        joined.writeBytes(in);
        in.release();
        return joined;
    }
}
