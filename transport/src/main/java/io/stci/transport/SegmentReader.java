package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Puts the segments of datagrams, which come in order, together to frames again. Confined to the link's thread. */
final class SegmentReader {
    private final ByteBufAllocator allocator;
    private final FrameReader[] readers = new FrameReader[DatagramLanes.COUNT];

    SegmentReader(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /**
     * Reads the segments of one datagram.
     *
     * @param segments lent
     * @param link takes the frames while it is live
     * @return true if the last is the end of the link
     * @throws io.stci.core.StciException PROTOCOL_ERROR for what are no segments, or no frames
     */
    boolean read(ByteBuf segments, Link link) {
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
