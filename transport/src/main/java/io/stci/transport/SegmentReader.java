package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Puts the segments of datagrams, which come in order, together to frames again. Confined to the link's thread. */
final class SegmentReader {
    private final ByteBufAllocator allocator;
    private final Link link;
    private final FrameReader[] readers = new FrameReader[DatagramLanes.COUNT];

    /** @param link takes the frames while it is live */
    SegmentReader(ByteBufAllocator allocator, Link link) {
        this.allocator = allocator;
        this.link = link;
    }

    /**
     * Takes over the segments of one datagram. What are no segments or no frames, and what a frame's handler throws, ends the
     * link.
     *
     * @return true if the last is the end of the link
     */
    boolean read(ByteBuf segments) {
        try {
            return readAll(segments);
        } catch (RuntimeException | Error failure) {
            link.failed(failure);
            return false;
        } finally {
            segments.release();
        }
    }

    /** Memory of frames of which a part is missing. */
    long keptBytes() {
        long bytes = 0;
        for (FrameReader reader : readers) {
            bytes += reader == null ? 0 : reader.keptBytes();
        }
        return bytes;
    }

    /** Forgets frames of which a part is missing. */
    void release() {
        for (FrameReader reader : readers) {
            if (reader != null) {
                reader.release();
            }
        }
    }

    private boolean readAll(ByteBuf segments) {
        while (segments.isReadable()) {
            int lane = lane(segments);
            if (lane == DatagramLanes.FIN) {
                return true;
            }
            ByteBuf bytes = segments.readSlice(length(segments));
            if (link.isLive()) {
                reader(lane).read(bytes.retain(), link.incoming());
            }
        }
        return false;
    }

    private static int lane(ByteBuf segments) {
        int lane = segments.readUnsignedByte();
        if (lane > DatagramLanes.FIN) {
            throw Frame.malformed("is on lane " + lane + ", which does not exist");
        }
        return lane;
    }

    private static int length(ByteBuf segments) {
        int length = segments.readableBytes() < Short.BYTES ? 0 : segments.readUnsignedShort();
        if (length == 0 || length > segments.readableBytes()) {
            throw Frame.malformed("lies in a segment that is longer or shorter than its datagram");
        }
        return length;
    }

    private FrameReader reader(int lane) {
        if (readers[lane] == null) {
            readers[lane] = new FrameReader(allocator);
        }
        return readers[lane];
    }
}
