package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.IntSupplier;

/** Cuts what arrives into frames, in place where a frame lies whole in one read. Confined to the link's thread. */
final class FrameReader {
    /** Takes frames as they are complete. */
    interface Consumer {
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
     * @param maxFrameBytes the largest length that is accepted; asked for each frame anew, as one read may hold the frame that
     *     ends the greeting and large ones behind it
     */
    void read(ByteBuf in, IntSupplier maxFrameBytes, Consumer consumer) {
        ByteBuf all = pending == null ? in : join(in);
        boolean gathered = all == pending;
        pending = null;
        try {
            boolean more = true;
            if (gathered && !hasWholeFrame(all, maxFrameBytes)) {
                pending = all.retain();
                return;
            }
            while (more && hasWholeFrame(all, maxFrameBytes)) {
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

    /** Forgets half a frame. */
    void release() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }

    private static boolean hasWholeFrame(ByteBuf all, IntSupplier maxFrameBytes) {
        if (all.readableBytes() < FrameCodec.LENGTH_BYTES) {
            return false;
        }
        int length = all.getInt(all.readerIndex());
        int most = maxFrameBytes.getAsInt();
        if (length <= 0 || length > most) {
            throw Frame.malformed("length " + Integer.toUnsignedString(length) + " is not between 1 and " + most);
        }
        return all.readableBytes() >= FrameCodec.LENGTH_BYTES + length;
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
