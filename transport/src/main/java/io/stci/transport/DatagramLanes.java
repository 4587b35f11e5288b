package io.stci.transport;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;

/** The frames that wait to leave in datagrams, and how they are cut and packed into them. Confined to the link's thread. */
final class DatagramLanes {
    /** What the links say on their own behalf; before all lanes. */
    static final int LINK_LANE = 0;
    /** No lane: nothing follows on this link. */
    static final int FIN = 4;

    static final int COUNT = 1 + Lane.values().length;
    /** Lane and length. */
    static final int SEGMENT_BYTES = 3;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final Queue<ByteBuf>[] queues = new Queue[COUNT];

    private long queuedBytes;

    /** Takes a frame over. */
    void add(ByteBuf frame, int lane) {
        if (queues[lane] == null) {
            queues[lane] = new ArrayDeque<>();
        }
        queues[lane].add(frame);
        queuedBytes += frame.readableBytes();
    }

    static int number(Lane lane) {
        return 1 + lane.ordinal();
    }

    boolean isEmpty() {
        return first() == COUNT;
    }

    long queuedBytes() {
        return queuedBytes;
    }

    /** How many bytes {@link #pack} could write at most. */
    long packedBytes() {
        return queuedBytes + COUNT * SEGMENT_BYTES;
    }

    /**
     * Moves what comes next into segments behind what the buffer holds. A frame is cut only if it is too long for a datagram
     * of its own.
     *
     * @param limit where the datagram ends
     */
    void pack(ByteBuf out, int limit) {
        int begin = out.writerIndex();
        int lengthAt = 0;
        int segmentLane = COUNT;
        for (int lane = first(); lane < COUNT; lane = first()) {
            int header = lane == segmentLane ? 0 : SEGMENT_BYTES;
            int room = limit - out.writerIndex() - header;
            if (room <= 0 || out.writerIndex() > begin && waits(queues[lane].peek(), room, limit - begin)) {
                return;
            }
            if (header > 0) {
                out.writeByte(lane).writeShort(0);
                lengthAt = out.writerIndex() - Short.BYTES;
                segmentLane = lane;
            }
            move(queues[lane], out, room);
            out.setShort(lengthAt, out.writerIndex() - lengthAt - Short.BYTES);
        }
    }

    /** Drops all. */
    void release() {
        for (int lane = first(); lane < COUNT; lane = first()) {
            queues[lane].poll().release();
        }
        queuedBytes = 0;
    }

    private int first() {
        int lane = 0;
        while (lane < COUNT && (queues[lane] == null || queues[lane].isEmpty())) {
            lane++;
        }
        return lane;
    }

    private static boolean waits(ByteBuf frame, int room, int wholeDatagram) {
        int length = frame.readableBytes();
        return length > room && length <= wholeDatagram - SEGMENT_BYTES;
    }

    private void move(Queue<ByteBuf> queue, ByteBuf out, int room) {
        ByteBuf frame = queue.peek();
        int bytes = Math.min(room, frame.readableBytes());
        out.writeBytes(frame, bytes);
        queuedBytes -= bytes;
        if (!frame.isReadable()) {
            queue.poll().release();
        }
    }
}
